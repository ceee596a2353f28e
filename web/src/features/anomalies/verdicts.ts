import type { Verdict } from '../../app/api/types';

interface Meaning {
  verdict: Verdict;
  /** How a person calls it. */
  name: string;
  /** What the detector makes of it. */
  meaning: string;
}

/** What a person can say of an anomaly. */
export const VERDICTS: Meaning[] = [
  { verdict: 'anomaly', name: 'A real problem', meaning: 'It was right to tell.' },
  {
    verdict: 'expected',
    name: 'Expected',
    meaning: 'It happens and is normal, a weekly job for example. The model learns its points for good.',
  },
  { verdict: 'not_anomaly', name: 'A false alarm', meaning: 'What resembles it alarms no more. This can be taken back.' },
  { verdict: 'new_normal', name: 'The new normal', meaning: 'It stays like this from now on. The model learns that for good.' },
];

/** A verdict as a person calls it. */
export function verdictName(verdict: Verdict): string {
  return VERDICTS.find((each) => each.verdict === verdict)?.name ?? verdict;
}
