/** Three outcomes, and only `pass` lets a candidate through: no data, NaN or an empty gate are `inconclusive`. */
export const verdicts = ['pass', 'fail', 'inconclusive'] as const;
export type Verdict = (typeof verdicts)[number];

export const gateNames = ['budget', 'checks', 'image', 'data', 'train', 'model', 'approval', 'rollout'] as const;
export type GateName = (typeof gateNames)[number];

/** One assertion's result: what was seen, what is allowed, and a sentence that is readable a year on. */
export interface CheckResult {
  /** Kind of the check, the word of the contract or policy, e.g. `required`, `range`, `accuracy`. */
  check: string;
  /** What it looked at: a column, a metric, a file. */
  subject: string;
  verdict: Verdict;
  sentence: string;
  /** A number is as it was measured: a share of 1, a count of rows. */
  observed: string | number | boolean | null;
  /** What was observed in the unit of `allowed`, for people. @default as `observed` has it */
  shown?: string;
  allowed: string;
  /** Champion's value, where the check compares with it. */
  champion?: number | null;
  /** Set where it passed only because somebody let it: what it would have been, and who answers for that until when. */
  overridden?: { verdict: Verdict; until: string; reason: string; by: string };
  /** Set where it passed only because its severity does not decide: what it would have been. */
  warned?: { verdict: Verdict; severity: 'warning' | 'info' };
  /** How many rows failed, out of how many, and a few of them with their 1-based data row number. */
  failing?: { count: number; total: number; samples: Array<Record<string, unknown>> };
}

/** What a gate decided; stored as `runs/<id>/<gate>.json`. */
export interface GateRecord {
  gate: GateName;
  verdict: Verdict;
  sentence: string;
  checks: CheckResult[];
  /** ISO 8601, UTC. */
  decidedAt: string;
  /** Present when the input could not be read at all, so that there was nothing to judge. */
  unreadable?: { code: string; sentence: string };
  /** Numbers for plots, e.g. `{ candidate: {accuracy: 0.97}, champion: {...}, rows: 45 }`. */
  facts?: Record<string, unknown>;
}

/** Worst verdict wins; a gate without checks is inconclusive. */
export function combine(verdicts: Verdict[]): Verdict {
  if (verdicts.includes('fail')) return 'fail';
  if (verdicts.length === 0 || verdicts.includes('inconclusive')) return 'inconclusive';
  return 'pass';
}
