import { Button, Checkbox, NativeSelect, Switch, TextInput } from '@mantine/core';
import { Card } from '../../components/Page';
import form from '../../components/Form.module.css';
import { type FormValues, localText, ownZone, SILENCES } from './suppressionForm';
import classes from './suppressions.module.css';
import { WEEKDAYS } from './words';

export interface WhenFieldsProps {
  form: FormValues;
  set: (changes: Partial<FormValues>) => void;
  errorOf: (field: string) => string | undefined;
}

const NAMES = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};
const HOUR_MS = 3_600_000;

function zones(present: string): string[] {
  return [...new Set(['UTC', ownZone(), present, ...Intl.supportedValuesOf('timeZone')])];
}

/** Between which times it counts, and at which times of the week. */
export function WhenFields({ form: values, set, errorOf }: WhenFieldsProps) {
  return (
    <Card
      title="When"
      actions={
        <span className={form.buttons}>
          {SILENCES.map(([hours, text]) => (
            <Button
              key={hours}
              size="compact-xs"
              variant="default"
              onClick={() => {
                const now = Date.now();
                set({ startsAt: localText(now), endsAt: localText(now + hours * HOUR_MS) });
              }}
            >
              {text}
            </Button>
          ))}
        </span>
      }
    >
      <div className={form.fields}>
        <TextInput
          type="datetime-local"
          label="Starts"
          description={`Empty: for ever since. In ${ownZone()}`}
          value={values.startsAt}
          error={errorOf('starts_at')}
          onChange={({ currentTarget }) => {
            set({ startsAt: currentTarget.value });
          }}
        />
        <TextInput
          type="datetime-local"
          label="Ends"
          description="Empty: until somebody ends it"
          value={values.endsAt}
          error={errorOf('ends_at')}
          onChange={({ currentTarget }) => {
            set({ endsAt: currentTarget.value });
          }}
        />
        <Switch
          className={form.full}
          label="Only at certain times of the week"
          checked={values.scheduled}
          onChange={({ currentTarget }) => {
            set({ scheduled: currentTarget.checked });
          }}
        />
        {values.scheduled && (
          <>
            <fieldset className={classes.group}>
              <legend>On</legend>
              <div className={classes.days}>
                {WEEKDAYS.map((day) => (
                  <Checkbox
                    key={day}
                    label={NAMES[day]}
                    checked={values.weekdays.includes(day)}
                    onChange={({ currentTarget }) => {
                      set({
                        weekdays: WEEKDAYS.filter((each) =>
                          each === day ? currentTarget.checked : values.weekdays.includes(each),
                        ),
                      });
                    }}
                  />
                ))}
              </div>
              {errorOf('schedule.weekdays') !== undefined && (
                <p className={classes.fault} role="alert">
                  Days: {errorOf('schedule.weekdays')}
                </p>
              )}
            </fieldset>
            <TextInput
              type="time"
              label="From"
              value={values.from}
              error={errorOf('schedule.from')}
              onChange={({ currentTarget }) => {
                set({ from: currentTarget.value });
              }}
            />
            <TextInput
              type="time"
              label="To"
              description={values.to <= values.from ? 'of the next day' : undefined}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              value={values.to}
              error={errorOf('schedule.to')}
              onChange={({ currentTarget }) => {
                set({ to: currentTarget.value });
              }}
            />
            <NativeSelect
              className={form.full}
              label="Time zone"
              description="Its summer time counts"
              data={zones(values.timeZone)}
              value={values.timeZone}
              error={errorOf('schedule.time_zone')}
              onChange={({ currentTarget }) => {
                set({ timeZone: currentTarget.value });
              }}
            />
          </>
        )}
      </div>
    </Card>
  );
}
