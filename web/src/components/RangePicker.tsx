import { Button, NativeSelect } from '@mantine/core';
import { IconZoomReset } from '@tabler/icons-react';
import { RANGES, rangeText, type TimeRange } from '../lib/timeRange';
import { parseDuration } from '../lib/time';

export interface RangePickerProps {
  range: TimeRange;
  /** A relative range, or '' for no limit. */
  onRange: (range: string) => void;
  /** Offers to look at all times. */
  any?: boolean;
  chosenAny?: boolean;
  label?: string;
  ranges?: readonly string[];
}

/** A time range relative to now; a fixed one, chosen by dragging, is shown until another is picked. */
export function RangePicker({ range, onRange, any = false, chosenAny = false, label, ranges = RANGES }: RangePickerProps) {
  const fixed = !('within' in range);
  const present = fixed ? 'fixed' : (ranges.find((each) => parseDuration(each) === range.within) ?? 'other');
  return (
    <>
      <NativeSelect
        label={label}
        aria-label={label === undefined ? 'Time range' : undefined}
        value={chosenAny ? '' : present}
        onChange={({ currentTarget }) => {
          onRange(currentTarget.value);
        }}
      >
        {any && <option value="">Any time</option>}
        {ranges.map((each) => (
          <option key={each} value={each}>
            Last {each}
          </option>
        ))}
        {fixed && <option value="fixed">{rangeText(range)}</option>}
        {present === 'other' && !chosenAny && <option value="other">{rangeText(range)}</option>}
      </NativeSelect>
      {fixed && !chosenAny && (
        <Button
          variant="default"
          size="sm"
          leftSection={<IconZoomReset size={15} />}
          onClick={() => {
            onRange(any ? '' : (ranges[1] ?? '1h'));
          }}
        >
          Reset
        </Button>
      )}
    </>
  );
}
