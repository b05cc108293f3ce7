import type { Policy } from '../../core/policy/schema.ts';
import type { JudgedWindow, RolloutEvidence } from '../../core/run.ts';

/** A month of ten-minute windows; the record is read and written at every look. */
const mostWindows = 5_000;

/** So many of the newest are left whole when the record is thinned. */
const whole = 1_000;

/** The evidence with newly judged windows; undefined where somebody judged the same stretch meanwhile, or the rollout was ended by hand. */
export function appended(
  stored: RolloutEvidence,
  windows: JudgedWindow[],
  { verdict, state, limits }: Pick<RolloutEvidence, 'verdict' | 'state'> & { limits: Policy['rollout'] },
): RolloutEvidence | undefined {
  const [first, last] = [windows[0], stored.windows.at(-1)];
  if (!first || stored.ended || (last?.step === first.step && last.to > first.from)) return undefined;
  const sentence = windows.at(-1)?.sentence ?? '';
  return thinned({
    ...stored,
    windows: [...stored.windows, ...windows],
    verdict,
    sentence,
    limits: stored.limits ?? limitsOf(limits),
    ...(state === undefined ? {} : { state }),
  });
}

function limitsOf({
  strategy,
  judge: { maxErrorRate, maxLatencyP99Ms },
}: Policy['rollout']): RolloutEvidence['limits'] {
  const { maxDisagreement } = strategy.kind === 'shadow' ? strategy : {};
  return { maxErrorRate, maxLatencyP99Ms, ...(maxDisagreement === undefined ? {} : { maxDisagreement }) };
}

/** Every second of the older windows in which nothing was decided goes; what they proved is kept in the judge's own state. */
function thinned(evidence: RolloutEvidence): RolloutEvidence {
  const { windows } = evidence;
  if (windows.length <= mostWindows) return evidence;
  const kept = windows.filter(
    ({ decision }, index) => index % 2 === 0 || decision !== 'continue' || index >= windows.length - whole,
  );
  return { ...evidence, windows: kept, thinned: (evidence.thinned ?? 0) + windows.length - kept.length };
}
