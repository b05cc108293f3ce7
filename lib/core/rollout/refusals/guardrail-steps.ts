import { kindOf, type Refusal, type RolloutFacts, stepsAmong, when } from './refusal.ts';
import { guardrailLimits } from './sagemaker-guardrails.ts';

type Shifting = { kind: 'canary' | 'linear'; percents: number[] };

/** The steps of a canary or a linear rollout by guardrails; undefined elsewhere. */
function shifting({ rollout: { target, strategy } }: RolloutFacts): Shifting | undefined {
  if (target !== 'sagemaker-guardrails') return undefined;
  if (strategy.kind === 'canary') return { kind: 'canary', percents: strategy.stepPercents };
  if (strategy.kind === 'linear') return { kind: 'linear', percents: [strategy.stepPercent] };
  return undefined;
}

function refusal(id: string, sentence: string, got: (shift: Shifting, facts: RolloutFacts) => string | undefined) {
  const guarded: Refusal['got'] = (facts) => {
    const shift = shifting(facts);
    return shift && got(shift, facts);
  };
  return { id, sentence, got: guarded };
}

const said = ({ kind, percents }: Shifting) =>
  kind === 'canary' ? `stepPercents [${percents.join(', ')}]` : `stepPercent ${percents[0]}`;
/** At each stage until all traffic has moved, and then for as long as the old fleet is kept, which rolling does not. */
function waitSeconds({ kind, percents }: Shifting, facts: RolloutFacts): number {
  const stages = kind === 'canary' ? 2 : Math.ceil(100 / (percents[0] ?? 100));
  const horizon = Math.max(...stepsAmong(facts).map(({ deadlineSeconds }) => deadlineSeconds));
  const kept = isRolling(facts) ? 0 : Math.min(guardrailLimits.waitSeconds, Math.ceil(horizon));
  return stages * Math.ceil(facts.rollout.bakeSeconds) + kept;
}

const isRolling = ({ served }: RolloutFacts) => served.fleet === 'rolling';

/** How far and how long guardrails can shift; ranges of `TrafficRoutingConfig`, `RollingUpdatePolicy` and `CapacitySize`. */
export const guardrailStepRefusals: Refusal[] = [
  refusal('guardrails-canary-steps', 'a canary of guardrails has one step, and then all', (shift) =>
    when(shift.kind === 'canary' && shift.percents.length > 1, said(shift)),
  ),
  refusal('guardrails-canary-half', 'a canary of guardrails takes at most 50 % of the capacity', (shift) =>
    when(shift.kind === 'canary' && (shift.percents[0] ?? 0) > 50, said(shift)),
  ),
  refusal(
    'guardrails-linear-steps',
    'linear steps of guardrails are 10 to 50 %, batches of a rolling fleet 5 to 50 %',
    (shift, facts) =>
      when(shift.kind === 'linear' && (shift.percents[0] ?? 0) < (isRolling(facts) ? 5 : 10), said(shift)),
  ),
  refusal('guardrails-whole-percents', 'guardrails count in whole percents of the capacity', (shift) =>
    when(
      shift.percents.some((percent) => !Number.isInteger(percent)),
      said(shift),
    ),
  ),
  refusal(
    'guardrails-whole-instances',
    'SageMaker moves whole instances, so that any other share becomes one that nobody asked for: take another step or another number of instances',
    (shift, { served: { instanceCount = 100 } }) =>
      when(
        Number.isInteger(shift.percents[0]) && ((shift.percents[0] ?? 0) * instanceCount) % 100 !== 0,
        `${said(shift)} of ${instanceCount} instances`,
      ),
  ),
  refusal(
    'guardrails-scaled-shares',
    'with as many instances as scaling makes of them, the share is seldom one of whole instances: choose all-at-once, or no autoscaling',
    (shift, { served }) => when(served.scales, `${said(shift)} of instances that scale`),
  ),
  {
    id: 'rolling-linear-only',
    sentence:
      'a rolling fleet is replaced in equal batches, which is what linear says: choose linear, or fleet blue-green',
    got: (facts) =>
      when(
        facts.rollout.target === 'sagemaker-guardrails' && isRolling(facts) && facts.rollout.strategy.kind !== 'linear',
        `${kindOf(facts)} with a rolling fleet`,
      ),
  },
  refusal('guardrails-wait', 'guardrails wait at most 3,600 seconds at a step', (_, { rollout }) =>
    when(rollout.bakeSeconds > guardrailLimits.waitSeconds, `bakeSeconds ${rollout.bakeSeconds}`),
  ),
  refusal(
    'guardrails-time',
    'guardrails end after at most 28,800 seconds, so that all their waits together must be shorter: take fewer or shorter steps',
    (shift, facts) => {
      const waits = waitSeconds(shift, facts);
      return when(waits >= guardrailLimits.executionSeconds, `waits of ${waits} seconds`);
    },
  ),
];
