import { TextInput } from '@mantine/core';
import type { Labels } from '../../../app/api/types';
import { parseLabels } from '../../../lib/labels';

/** The labels of one series; none are the series without labels. */
export function EntityField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const read = parseLabels(value);
  return (
    <TextInput
      label="Series"
      description="Its labels as name=value, separated by commas; empty for the one without labels"
      placeholder="pod=a, zone=b"
      value={value}
      error={typeof read === 'string' ? read : undefined}
      onChange={({ currentTarget }) => {
        onChange(currentTarget.value);
      }}
    />
  );
}

/** The labels as a call takes them: left out where there are none. */
export function entityOf(text: string): { entity?: Labels } | null {
  const read = parseLabels(text);
  if (typeof read === 'string') {
    return null;
  }
  return Object.keys(read).length === 0 ? {} : { entity: read };
}
