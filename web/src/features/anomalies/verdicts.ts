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
    name: 'Expected this time',
    meaning: 'A deployment, a test, maintenance: unusual, but known.',
  },
  { verdict: 'not_anomaly', name: 'A false alarm', meaning: 'This is normal; do not alarm on it.' },
  { verdict: 'new_normal', name: 'The new normal', meaning: 'It will stay like this from now on.' },
];

/** A verdict as a person calls it. */
export function verdictName(verdict: Verdict): string {
  return VERDICTS.find((each) => each.verdict === verdict)?.name ?? verdict;
}
