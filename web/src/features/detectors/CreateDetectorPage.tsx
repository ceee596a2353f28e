import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { skipToken } from '@reduxjs/toolkit/query';
import { useFetchDetectorQuery } from '../../app/api/detectors';
import { useCreateDetectorMutation } from '../../app/api/detectorChanges';
import { isProblem } from '../../app/api/problem';
import { useFetchSourcesQuery } from '../../app/api/sources';
import type { DetectorInput, Suggestion } from '../../app/api/types';
import { OperatorsPage } from '../../components/ForOperators';
import { Page } from '../../components/Page';
import { Loaded } from '../../components/States';
import { BLANK, differences, type FormValues, toForm } from './form/definitionForm';
import { DetectorForm } from './form/DetectorForm';
import { LeaveGuard } from '../../components/LeaveGuard';
import { StartingPoints } from './form/StartingPoints';

const BACK = { to: '/detectors', text: 'Detectors' };

/** The first values of a form, and what is typed; without any source, points can only be pushed. */
function useFirstForm(given: FormValues) {
  const [initial, setInitial] = useState(given);
  const [form, setForm] = useState(given);
  const [fitted, setFitted] = useState(false);
  const sources = useFetchSourcesQuery();
  if (!fitted && sources.data !== undefined) {
    setFitted(true);
    if (sources.data.sources.length === 0 && form.kind === 'source' && form.source === '') {
      setInitial({ ...initial, kind: 'pushed' });
      setForm({ ...form, kind: 'pushed' });
    }
  }
  return { initial, form, setForm };
}

function CreateForm({ given }: { given: FormValues }) {
  const { initial, form, setForm } = useFirstForm(given);
  const [saved, setSaved] = useState(false);
  const [create, { isLoading, error }] = useCreateDetectorMutation();
  const navigate = useNavigate();
  const submit = async (input: DetectorInput) => {
    const result = await create(input);
    if (result.data !== undefined) {
      setSaved(true);
      notifications.show({ color: 'teal', title: `Created ${result.data.name}`, message: 'Start it to begin watching.' });
      // after the guard has heard that nothing is lost
      setTimeout(() => void navigate(`/detectors/${result.data.id}`));
    }
  };
  return (
    <>
      <LeaveGuard when={!saved && differences(form, initial).length > 0} />
      <DetectorForm
        form={form}
        onChange={setForm}
        onSubmit={(input) => void submit(input)}
        onCancel={() => void navigate('/detectors')}
        submitText="Create detector"
        saving={isLoading}
        problem={isProblem(error) ? error : undefined}
        before={
          <StartingPoints
            onPick={(suggestion) => {
              setForm(toForm(suggestion as unknown as DetectorInput));
            }}
          />
        }
      />
    </>
  );
}

/** A new detector: from nothing, a suggestion, a tried query, or another detector. */
export default function CreateDetectorPage() {
  const [search] = useSearchParams();
  const location = useLocation();
  const copied = search.get('copy');
  const original = useFetchDetectorQuery(copied ?? skipToken);
  const { suggestion } = (location.state ?? {}) as { suggestion?: Suggestion };
  const page = (initial: FormValues) => (
    <OperatorsPage title="New detector" back={BACK}>
      <Page title="New detector" back={BACK}>
        <CreateForm given={initial} />
      </Page>
    </OperatorsPage>
  );
  if (copied !== null) {
    return (
      <Loaded query={original} what="Detector">
        {(detector) => page({ ...toForm(detector), name: `${detector.name} (copy)` })}
      </Loaded>
    );
  }
  if (suggestion !== undefined) {
    return page(toForm(suggestion as unknown as DetectorInput));
  }
  return page({ ...BLANK, source: search.get('source') ?? '', query: search.get('query') ?? '' });
}
