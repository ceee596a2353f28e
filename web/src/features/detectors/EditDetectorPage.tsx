import { Alert } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { type TaggedDetector, useFetchDetectorQuery } from '../../app/api/detectors';
import { useUpdateDetectorMutation } from '../../app/api/detectorChanges';
import { isProblem } from '../../app/api/problem';
import type { DetectorInput } from '../../app/api/types';
import { OperatorsPage } from '../../components/ForOperators';
import { Page } from '../../components/Page';
import { Loaded, Loading } from '../../components/States';
import { ConflictModal } from './form/ConflictModal';
import { differences, resetsState, toForm, toInput } from './form/definitionForm';
import { DetectorForm } from './form/DetectorForm';
import { LeaveGuard } from '../../components/LeaveGuard';

function EditForm({ opened, present, refetch }: { opened: TaggedDetector; present: TaggedDetector; refetch: () => unknown }) {
  const [base, setBase] = useState(opened);
  const [form, setForm] = useState(() => toForm(opened));
  const [conflict, setConflict] = useState(false);
  const [saved, setSaved] = useState(false);
  const [update, { isLoading, error }] = useUpdateDetectorMutation();
  const navigate = useNavigate();
  const initial = toForm(base);
  const leave = () => {
    setTimeout(() => void navigate(`/detectors/${base.id}`));
  };
  const save = async (detector: DetectorInput, etag: string | null) => {
    const result = await update({ id: base.id, detector, etag });
    if (result.data !== undefined) {
      setSaved(true);
      const forgot = result.data.state_reset === true;
      notifications.show({
        color: 'teal',
        title: `Saved ${result.data.name}`,
        message: forgot ? 'Its model starts to learn anew.' : 'What its model has learnt is kept.',
      });
      leave();
    } else if (isProblem(result.error) && result.error.status === 412) {
      refetch();
      setConflict(true);
    }
  };
  // the tag is the one of the answer that was edited, so that a later change is noticed
  const newer = present.version > base.version && present.etag !== null;
  const theirs = newer ? toForm(present) : undefined;
  return (
    <>
      <LeaveGuard when={!saved && differences(form, initial).length > 0} />
      <DetectorForm
        form={form}
        onChange={setForm}
        onSubmit={(input) => void save(input, base.etag)}
        onCancel={() => void navigate(`/detectors/${base.id}`)}
        submitText="Save changes"
        saving={isLoading}
        problem={isProblem(error) && error.status !== 412 ? error : undefined}
        ownName={base.name}
        notice={
          <>
            {theirs !== undefined && !saved && !isLoading && (
              <Alert color="yellow" title="Changed meanwhile">
                This detector was changed after you opened it. You will be asked when you save.
              </Alert>
            )}
            {resetsState(initial, form) && (
              <Alert color="yellow" title="Learns anew">
                With another input, interval or model, what the model has learnt is dropped.
              </Alert>
            )}
          </>
        }
      />
      <ConflictModal
        opened={conflict}
        mine={form}
        theirs={theirs}
        onKeepMine={() => {
          setConflict(false);
          setBase(present);
          void save(toInput(form), present.etag);
        }}
        onTakeTheirs={() => {
          setConflict(false);
          setBase(present);
          setForm(toForm(present));
        }}
        onClose={() => {
          setConflict(false);
        }}
      />
    </>
  );
}

/** Freezes the detector as it was when the page was opened. */
function Opened({ detector, refetch }: { detector: TaggedDetector; refetch: () => unknown }) {
  const [opened] = useState(detector);
  return <EditForm opened={opened} present={detector} refetch={refetch} />;
}

/** Changes a definition; a change by somebody else in between is not overwritten unasked. */
export default function EditDetectorPage() {
  const { id = '' } = useParams();
  const query = useFetchDetectorQuery(id, { refetchOnMountOrArgChange: true });
  const [ready, setReady] = useState(false);
  if (!ready && query.isSuccess && !query.isFetching && query.data.etag !== null) {
    setReady(true);
  }
  const title = query.data === undefined ? 'Edit detector' : `Edit ${query.data.name}`;
  const back = { to: `/detectors/${id}`, text: query.data?.name ?? 'Detector' };
  return (
    <OperatorsPage title={title} back={back}>
      <Page title={title} back={back}>
        <Loaded query={query} what="Detector">
          {(detector) =>
            detector.provisioned ? (
              <Alert color="yellow" title="Comes with the installation">
                This detector is defined in a file of the installation and cannot be changed here. Make a
                copy of it instead.
              </Alert>
            ) : ready ? (
              <Opened detector={detector} refetch={query.refetch} />
            ) : (
              <Loading rows={8} height={36} />
            )
          }
        </Loaded>
      </Page>
    </OperatorsPage>
  );
}
