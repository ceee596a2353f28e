import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { isProblem } from '../../app/api/problem';
import { useCreateSuppressionMutation } from '../../app/api/suppressions';
import type { SuppressionInput } from '../../app/api/types';
import { OperatorsPage } from '../../components/ForOperators';
import { Page } from '../../components/Page';
import { LeaveGuard } from '../../components/LeaveGuard';
import { formOf, same } from './suppressionForm';
import { SuppressionForm } from './SuppressionForm';

const BACK = { to: '/suppressions', text: 'Suppressions' };

/** A new suppression: from nothing, or of what the address says, which a silenced anomaly leads to. */
export default function CreateSuppressionPage() {
  const [search] = useSearchParams();
  const [initial] = useState(() => formOf(search, Date.now()));
  const [form, setForm] = useState(initial);
  const [saved, setSaved] = useState(false);
  const [create, { isLoading, error }] = useCreateSuppressionMutation();
  const navigate = useNavigate();
  const submit = async (input: SuppressionInput) => {
    const result = await create(input);
    if (result.data !== undefined) {
      setSaved(true);
      notifications.show({
        color: 'teal',
        title: `Created ${result.data.name}`,
        message: 'What it matches is found and recorded as before, and bothers nobody.',
      });
      // after the guard has heard that nothing is lost
      setTimeout(() => void navigate('/suppressions'));
    }
  };
  return (
    <OperatorsPage title="New suppression" back={BACK}>
      <Page title="New suppression" back={BACK}>
        <LeaveGuard when={!saved && !same(form, initial)} />
        <SuppressionForm
          form={form}
          onChange={setForm}
          onSubmit={(input) => void submit(input)}
          onCancel={() => void navigate('/suppressions')}
          submitText="Create suppression"
          saving={isLoading}
          problem={isProblem(error) ? error : undefined}
        />
      </Page>
    </OperatorsPage>
  );
}
