import type { Anomaly, Suppression, SuppressionInput, Violation, Weekday } from '../../app/api/types';
import { matcherFault, matcherText } from '../../lib/matchers';
import { millisOf } from '../../lib/time';
import { WEEKDAYS } from './words';

/** The fields of the form as they are typed; times are those of the browser's zone. */
export interface FormValues {
  name: string;
  comment: string;
  detectorId: string;
  matchers: string[];
  startsAt: string;
  endsAt: string;
  scheduled: boolean;
  weekdays: Weekday[];
  from: string;
  to: string;
  timeZone: string;
  enabled: boolean;
}

/** The zone that the browser is in; what it calls by another name is UTC. */
export function ownZone(): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zone === '' || zone.startsWith('Etc/') ? 'UTC' : zone;
}

export function blank(): FormValues {
  return {
    name: '',
    comment: '',
    detectorId: '',
    matchers: [''],
    startsAt: '',
    endsAt: '',
    scheduled: false,
    weekdays: WEEKDAYS,
    from: '22:00',
    to: '06:00',
    timeZone: ownZone(),
    enabled: true,
  };
}

/** A time as a field of date and time has it, in the browser's zone. */
export function localText(millis: number): string {
  const date = new Date(millis - new Date(millis).getTimezoneOffset() * 60_000);
  return date.toISOString().slice(0, 16);
}

function typedTime(time: string | null): string {
  const millis = millisOf(time);
  return millis === null ? '' : localText(millis);
}

export function toForm(suppression: Suppression): FormValues {
  const { schedule } = suppression;
  const none = blank();
  return {
    name: suppression.name,
    comment: suppression.comment,
    detectorId: suppression.detector_id ?? '',
    matchers: suppression.matchers.length === 0 ? [''] : suppression.matchers,
    startsAt: typedTime(suppression.starts_at),
    endsAt: typedTime(suppression.ends_at),
    scheduled: schedule !== null,
    weekdays: schedule?.weekdays ?? none.weekdays,
    from: schedule?.from ?? none.from,
    to: schedule?.to ?? none.to,
    timeZone: schedule?.time_zone ?? none.timeZone,
    enabled: suppression.enabled,
  };
}

function given(form: FormValues): string[] {
  return form.matchers.map((each) => each.trim()).filter((each) => each !== '');
}

/** A time as it was, to the second, where the form shows the same minute. */
function time(typed: string, before: string | null | undefined): string | null {
  if (typed === '') {
    return null;
  }
  return before !== undefined && before !== null && typedTime(before) === typed ? before : new Date(typed).toISOString();
}

/**
 * The suppression that a form without faults stands for.
 *
 * @param opened what the form was opened with, so that seconds which it does not show are kept
 */
export function toInput(form: FormValues, opened?: Suppression): SuppressionInput {
  return {
    name: form.name.trim(),
    comment: form.comment.trim(),
    matchers: given(form),
    detector_id: form.detectorId === '' ? null : form.detectorId,
    starts_at: time(form.startsAt, opened?.starts_at),
    ends_at: time(form.endsAt, opened?.ends_at),
    schedule: form.scheduled
      ? { weekdays: form.weekdays, from: form.from, to: form.to, time_zone: form.timeZone }
      : null,
    enabled: form.enabled,
  };
}

/** What is wrong with the form itself, by the field names of the API; the server checks the rest. */
export function checkForm(form: FormValues): Violation[] {
  const wrong: Violation[] = [];
  const check = (bad: boolean, field: string, message: string) => {
    if (bad) {
      wrong.push({ field, message });
    }
  };
  check(form.name.trim() === '', 'name', 'is required');
  given(form).forEach((matcher, index) => {
    const fault = matcherFault(matcher);
    check(fault !== null, `matchers[${index}]`, fault ?? '');
  });
  check(
    given(form).length === 0 && form.detectorId === '',
    'matchers',
    'must have one, or a detector must be chosen: it would silence everything',
  );
  check(
    form.startsAt !== '' && form.endsAt !== '' && form.endsAt <= form.startsAt,
    'ends_at',
    'must be after the start',
  );
  check(form.scheduled && form.weekdays.length === 0, 'schedule.weekdays', 'must have a day');
  check(form.scheduled && form.from === '', 'schedule.from', 'must be a time of the day');
  check(form.scheduled && form.to === '', 'schedule.to', 'must be a time of the day');
  return wrong;
}

/** Whether two forms say the same. */
export function same(mine: FormValues, theirs: FormValues): boolean {
  return JSON.stringify(mine) === JSON.stringify(theirs);
}

/** How long a silence of an anomaly may last, in hours, with what to call it. */
export const SILENCES: [number, string][] = [
  [1, '1 hour'],
  [4, '4 hours'],
  [24, '1 day'],
];

/** The address of a form that silences an anomaly for some hours. */
export function silencePath(anomaly: Anomaly, hours: number): string {
  const search = new URLSearchParams({ detector: anomaly.detector_id, hours: String(hours) });
  const labels = Object.entries(anomaly.entity);
  search.set('name', [anomaly.detector_name, ...labels.map(([, value]) => value)].join(' ').slice(0, 150));
  labels.forEach(([name, value]) => {
    search.append('matcher', matcherText(name, value));
  });
  return `/suppressions/new?${search.toString()}`;
}

/** The form that an address asks for, beginning at a time. */
export function formOf(search: URLSearchParams, now: number): FormValues {
  const none = blank();
  const hours = Number(search.get('hours') ?? '');
  const silence = Number.isFinite(hours) && hours > 0;
  const end = localText(now + hours * 3_600_000);
  const name = search.get('name') ?? '';
  const matchers = search.getAll('matcher');
  return {
    ...none,
    name: silence && name !== '' ? `${name} until ${end.replace('T', ' ')}` : name,
    detectorId: search.get('detector') ?? '',
    matchers: matchers.length === 0 ? none.matchers : matchers,
    startsAt: silence ? localText(now) : '',
    endsAt: silence ? end : '',
  };
}
