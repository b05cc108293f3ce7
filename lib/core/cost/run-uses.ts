import type { Policy } from '../policy/schema.ts';
import { planOf } from '../rollout/plan.ts';
import type { FunctionName } from '../step-io.ts';
import type { Assumptions } from './assumptions.ts';
import type { Use } from './line.ts';
import type { FunctionFacts, TemplateFacts } from './template.ts';
import { transitionsOf } from './transitions.ts';

/** Bytes of a part that one worker profiles (data-parts.ts), in GB. */
const partGb = 0.25;

/** What one run uses that checks and builds new code, trains it and rolls it out step by step. */
export function runUses(facts: TemplateFacts, policy: Policy, assumptions: Assumptions): Use[] {
  const steps = planOf(policy, 'aws', true).steps;
  const looks = steps.reduce((sum, { bakeSeconds }) => sum + Math.ceil(bakeSeconds / policy.rollout.windowSeconds), 0);
  const shards = Math.max(1, Math.round(assumptions.dataGb / partGb));
  const scanned = policy.image.failOn !== 'never';
  const collects = facts.training.kind === 'instances';
  const transitions = transitionsOf({ built: true, scanned, collects, shards, steps: steps.length, looks });
  const what = `${steps.length} ${steps.length === 1 ? 'step' : 'steps'}, ${looks} looks of the judge`;
  return [
    ...buildUses(facts, assumptions),
    trainingUse(facts, assumptions.trainingMinutes),
    { part: 'run', price: 'transition', service: 'Step Functions', what, quantity: transitions },
    ...callUses(facts, callsOf({ steps: steps.length, looks, shards, scanned }), assumptions),
  ];
}

function buildUses({ builds }: TemplateFacts, { checksMinutes, imageMinutes }: Assumptions): Use[] {
  const build = (what: string, size = 'unknown', minutes: number): Use => ({
    ...{ part: 'run', service: 'CodeBuild', what, price: `build-${size}` },
    quantity: Math.ceil(minutes),
  });
  return [build('checks', builds.checks, checksMinutes), build('image', builds.image, imageMinutes)];
}

/** One training of so many minutes; CodeBuild bills each that was begun. */
function trainingUse({ training }: Pick<TemplateFacts, 'training'>, minutes: number): Use {
  const { kind, size, count, spot } = training;
  if (kind === 'build')
    return {
      part: 'run',
      price: `build-${size}`,
      service: 'CodeBuild',
      what: 'training',
      quantity: Math.ceil(minutes),
    };
  const what = `training on ${count} x ${size}${spot ? ', at most: spot capacity costs less' : ''}`;
  return { part: 'run', price: `instance-${size}`, service: 'SageMaker', what, quantity: (count * minutes) / 60 };
}

/** How often each step is called: once, where nothing else is said. */
function callsOf(shape: { steps: number; looks: number; shards: number; scanned: boolean }) {
  const once: FunctionName[] = ['admit', 'judge-data', 'score', 'judge-model', 'plan-release', 'cut-release', 'settle'];
  const ends: FunctionName[] = ['rollout-prepare', 'rollout-promote', 'rollout-verify', 'publish'];
  return [
    ...[...once, ...ends].map((step): [FunctionName, number] => [step, 1]),
    // As a drop comes, and again once it is quiet.
    ['intake', 2],
    ['profile', shape.shards],
    ['rollout-shift', shape.steps],
    ['rollout-judge', shape.looks],
    ['judge-image', shape.scanned ? 1 : 0],
  ] as Array<[FunctionName, number]>;
}

function callUses(facts: TemplateFacts, calls: Array<[FunctionName, number]>, assumptions: Assumptions): Use[] {
  const { stepSeconds, profileSecondsPerGb, dataGb } = assumptions;
  const seconds = (step: FunctionName, count: number) =>
    count * stepSeconds + (step === 'profile' ? dataGb * profileSecondsPerGb : 0);
  const known = calls.flatMap(([step, count]) => {
    const sized = facts.functions[step];
    return sized && count > 0 ? [{ ...sized, count, seconds: seconds(step, count) }] : [];
  });
  return functionUses('run', 'steps', known);
}

/** Calls of functions: their requests, memory and disk by the second. */
export function functionUses(
  part: Use['part'],
  what: string,
  calls: Array<FunctionFacts & { count: number; seconds: number }>,
): Use[] {
  const sum = (of: (call: (typeof calls)[number]) => number) => calls.reduce((all, call) => all + of(call), 0);
  const use = (price: string, quantity: number): Use => ({ part, price, service: 'Lambda', what, quantity });
  const onArm = (call: FunctionFacts) => call.architecture === 'arm64';
  const memory = ({ memoryMiB, seconds }: (typeof calls)[number]) => (memoryMiB / 1_024) * seconds;
  return [
    use(
      'lambda-x86_64',
      sum((call) => (onArm(call) ? 0 : memory(call))),
    ),
    use(
      'lambda-arm64',
      sum((call) => (onArm(call) ? memory(call) : 0)),
    ),
    use(
      'lambda-disk',
      sum(({ diskMiB, seconds }) => ((diskMiB - 512) / 1_024) * seconds),
    ),
    use(
      'lambda-request',
      sum(({ count }) => count),
    ),
  ].filter(({ quantity }) => quantity > 0);
}
