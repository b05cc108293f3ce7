import { InputError, messageOf } from '../errors.ts';
import { evaluateCondition } from '../judge/argo/evaluate-condition.ts';
import { parseCondition } from '../judge/argo/parse-condition.ts';
import { planOf } from '../rollout/plan.ts';
import type { Policy } from './schema.ts';

/** Each is looked at, kept as evidence and drawn; a record of more would grow beyond what is read and written at every look. */
const mostWindows = 5_000;

/** Refuses a rollout that could not be judged as it is asked to be. */
export function checkRollout(policy: Policy, file: string): void {
  const { judge, strategy } = policy.rollout;
  const { steps, windowSeconds } = planOf(policy, 'aws', true);
  const seconds = steps.reduce((sum, step) => sum + step.deadlineSeconds, 0);
  const windows = Math.ceil(seconds / windowSeconds);
  if (windows > mostWindows)
    throw new InputError(
      'policy-invalid',
      `${file}: \`rollout.windowSeconds\` got ${windowSeconds}: the ${strategy.kind} plan may take ${seconds} s, which is ${windows} windows; at most ${mostWindows} can be judged, so at least ${Math.ceil(seconds / mostWindows)} s are needed`,
    );
  const names = judge.metrics.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined)
    throw new InputError('policy-invalid', `${file}: \`rollout.judge.metrics\` names ${twice} twice`);
  for (const metric of judge.metrics) checkMetric(metric, policy, file);
  if (judge.kayenta && strategy.kind === 'all-at-once')
    throw new InputError(
      'policy-invalid',
      `${file}: \`rollout.judge.kayenta\` would have no effect: it compares with the champion, and all-at-once leaves that no traffic`,
    );
}

/** A condition has to be one about a number; without one, some step has to have versions of one size to compare. */
function checkMetric(
  { name, successCondition }: Policy['rollout']['judge']['metrics'][number],
  policy: Policy,
  file: string,
): void {
  if (successCondition === undefined) {
    const { steps } = planOf(policy, 'aws', true);
    if (steps.some(({ manner, percent }) => manner === 'compared' || (manner !== 'mirrored' && percent === 50))) return;
    throw new InputError(
      'policy-invalid',
      `${file}: metric ${name} of \`rollout.judge.metrics\` would have no effect: it has no \`successCondition\`, and no step compares versions that get as much traffic (\`rollout.baseline: fresh\`, or a step of 50 %)`,
    );
  }
  try {
    evaluateCondition(parseCondition(successCondition), 1);
  } catch (cause) {
    const text = `${file}: \`successCondition\` of metric ${name} cannot be used on a number: ${messageOf(cause)}`;
    throw new InputError('policy-invalid', text, { cause });
  }
}
