import { Alert, Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { isProblem } from '../../app/api/problem';
import {
  type TaggedSuppression,
  useFetchSuppressionQuery,
  useUpdateSuppressionMutation,
} from '../../app/api/suppressions';
import type { SuppressionInput } from '../../app/api/types';
import { ForOperators } from '../../components/ForOperators';
import { Page } from '../../components/Page';
import { Empty, Loaded, Loading } from '../../components/States';
import classes from '../../components/Form.module.css';
import { LeaveGuard } from '../../components/LeaveGuard';
import { same, toForm, toInput } from './suppressionForm';
import { SuppressionForm } from './SuppressionForm';
import { SuppressionBadge } from './SuppressionTable';

const BACK = { to: '/suppressions', text: 'Suppressions' };

interface ConflictProps {
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}

/** Somebody else has saved meanwhile: asks what is to be. */
function Conflict({ onKeepMine, onTakeTheirs }: ConflictProps) {
  return (
    <Alert color="yellow" title="Changed by somebody else" role="alert">
      <p className={classes.note}>It was changed after you opened it, so nothing was saved.</p>
      <div className={classes.buttons} style={{ marginTop: 8 }}>
        <Button size="xs" onClick={onKeepMine}>
          Save mine over it
        </Button>
        <Button size="xs" variant="default" onClick={onTakeTheirs}>
          Discard mine
        </Button>
      </div>
    </Alert>
  );
}

function EditForm({ opened, present, refetch }: { opened: TaggedSuppression; present: TaggedSuppression; refetch: () => unknown }) {
  const [base, setBase] = useState(opened);
  const [form, setForm] = useState(() => toForm(opened));
  const [saved, setSaved] = useState(false);
  const [update, { isLoading, error }] = useUpdateSuppressionMutation();
  const navigate = useNavigate();
  const refused = isProblem(error) ? error : undefined;
  const newer = present.version > base.version;
  const save = async (suppression: SuppressionInput, etag: string | null) => {
    const result = await update({ id: base.id, suppression, etag });
    if (result.data !== undefined) {
      setSaved(true);
      notifications.show({
        color: 'teal',
        title: `Saved ${result.data.name}`,
        message: 'Open anomalies follow with their next point.',
      });
      setTimeout(() => void navigate('/suppressions'));
    } else if (isProblem(result.error) && result.error.status === 412) {
      refetch();
    }
  };
  return (
    <>
      <LeaveGuard when={!saved && !same(form, toForm(base))} />
      <SuppressionForm
        form={form}
        opened={base}
        onChange={setForm}
        onSubmit={(input) => void save(input, base.etag)}
        onCancel={() => void navigate('/suppressions')}
        submitText="Save changes"
        saving={isLoading}
        problem={refused?.status === 412 ? undefined : refused}
        notice={
          refused?.status === 412 &&
          newer && (
            <Conflict
              onKeepMine={() => {
                setBase(present);
                void save(toInput(form, present), present.etag);
              }}
              onTakeTheirs={() => {
                setBase(present);
                setForm(toForm(present));
              }}
            />
          )
        }
      />
    </>
  );
}

/** Freezes the suppression as it was when the page was opened. */
function Opened({ suppression, refetch }: { suppression: TaggedSuppression; refetch: () => unknown }) {
  const [opened] = useState(suppression);
  return <EditForm opened={opened} present={suppression} refetch={refetch} />;
}

/** Changes a suppression; a change by somebody else in between is not overwritten unasked. */
export default function EditSuppressionPage() {
  const { id = '' } = useParams();
  const query = useFetchSuppressionQuery(id, { refetchOnMountOrArgChange: true });
  const [ready, setReady] = useState(false);
  if (!ready && query.isSuccess && !query.isFetching) {
    setReady(true);
  }
  if (isProblem(query.error) && query.error.status === 404) {
    return (
      <Page title="Suppression not found" back={BACK}>
        <Empty
          title={`There is no suppression ${id}`}
          action={
            <Button component={Link} to="/suppressions" size="xs" variant="default">
              All suppressions
            </Button>
          }
        >
          Somebody may have deleted it. Anomalies that were over by then still name it.
        </Empty>
      </Page>
    );
  }
  return (
    <Page
      title={query.data?.name ?? 'Suppression'}
      back={BACK}
      under={query.data === undefined ? undefined : <SuppressionBadge suppression={query.data} />}
    >
      <Loaded query={query} what="Suppression">
        {(suppression) =>
          ready ? (
            <ForOperators told>
              <Opened key={id} suppression={suppression} refetch={query.refetch} />
            </ForOperators>
          ) : (
            <Loading rows={8} height={36} />
          )
        }
      </Loaded>
    </Page>
  );
}
