import { Button, NativeSelect } from '@mantine/core';
import { IconFilterOff } from '@tabler/icons-react';

interface FilterProps {
  value: string;
  onPick: (value: string) => void;
}

/** Open, resolved, or either. */
export function StateFilter({ value, onPick }: FilterProps) {
  return (
    <NativeSelect
      aria-label="State"
      value={value}
      onChange={({ currentTarget }) => {
        onPick(currentTarget.value);
      }}
      data={[
        { value: '', label: 'Any state' },
        { value: 'open', label: 'Open' },
        { value: 'resolved', label: 'Resolved' },
      ]}
    />
  );
}

/** Suppressed, not suppressed, or either. */
export function SuppressedFilter({ value, onPick }: FilterProps) {
  return (
    <NativeSelect
      aria-label="Suppressed or not"
      value={value}
      onChange={({ currentTarget }) => {
        onPick(currentTarget.value);
      }}
      data={[
        { value: '', label: 'Suppressed or not' },
        { value: 'false', label: 'Not suppressed' },
        { value: 'true', label: 'Suppressed' },
      ]}
    />
  );
}

/** One severity, or any. */
export function SeverityFilter({ value, onPick }: FilterProps) {
  return (
    <NativeSelect
      aria-label="Severity"
      value={value}
      onChange={({ currentTarget }) => {
        onPick(currentTarget.value);
      }}
      data={[
        { value: '', label: 'Any severity' },
        { value: 'critical', label: 'Critical' },
        { value: 'high', label: 'High' },
        { value: 'medium', label: 'Medium' },
        { value: 'low', label: 'Low' },
      ]}
    />
  );
}

/** Shows everything again; beside the filters. */
export function ClearFilters({ onClear }: { onClear: () => void }) {
  return (
    <Button variant="subtle" leftSection={<IconFilterOff size={15} />} onClick={onClear}>
      Clear filters
    </Button>
  );
}
