import { InputError } from '../../errors.ts';

/** Limits of one metric of an AnalysisTemplate, in its words and with its defaults. Whole numbers. */
export interface RunLimits {
  /** More failed measurements fail the run; −1 turns it off. @default 0 */
  failureLimit?: number;
  /** More inconclusive ones leave it inconclusive. @default 0 */
  inconclusiveLimit?: number;
  /** More errors in a row are an error. @default 4 */
  consecutiveErrorLimit?: number;
  /** So many successes in a row end it with success; 0 turns it off. @default 0 */
  consecutiveSuccessLimit?: number;
  /** Measurements, errors not counted. @default 1 without `interval`; without end with it, and so is 0 */
  count?: number;
  /** Time between two measurements, such as `30s`. @default there is only one */
  interval?: string;
}

export interface CompleteLimits {
  failureLimit: number;
  inconclusiveLimit: number;
  consecutiveErrorLimit: number;
  consecutiveSuccessLimit: number;
  /** Infinity without an end. */
  count: number;
}

const least = {
  failureLimit: -1,
  inconclusiveLimit: 0,
  consecutiveErrorLimit: 0,
  consecutiveSuccessLimit: 0,
  count: 0,
};

/** @throws InputError `limits-invalid` for what Argo refuses too: limits that can have no effect, or that contradict each other. */
export function completeLimits(limits: RunLimits): CompleteLimits {
  const { failureLimit = 0, inconclusiveLimit = 0, consecutiveErrorLimit = 4, consecutiveSuccessLimit = 0 } = limits;
  for (const [name, smallest] of Object.entries(least)) {
    const value = limits[name as keyof typeof least] ?? 0;
    if (!Number.isInteger(value) || value < smallest)
      throw refuse(`\`${name}\` got ${value}; whole numbers from ${smallest} are allowed`);
  }
  if (failureLimit === -1 && consecutiveSuccessLimit === 0)
    throw refuse('`failureLimit` −1 and `consecutiveSuccessLimit` 0 are both off: nothing could fail');
  const count = limits.count || (limits.interval === undefined ? 1 : Number.POSITIVE_INFINITY);
  if (limits.count && limits.count > 1 && limits.interval === undefined)
    throw refuse(`\`count\` is ${limits.count}, and there is no \`interval\` between measurements`);
  const needed = Math.max(0, failureLimit) + consecutiveSuccessLimit;
  if (limits.count && count < Math.max(needed, inconclusiveLimit))
    throw refuse(
      `\`count\` is ${count}; at least failureLimit + consecutiveSuccessLimit (${needed}) and inconclusiveLimit (${inconclusiveLimit}) are needed for them to matter`,
    );
  return { failureLimit, inconclusiveLimit, consecutiveErrorLimit, consecutiveSuccessLimit, count };
}

function refuse(says: string): InputError {
  return new InputError('limits-invalid', `limits of an analysis: ${says}`);
}
