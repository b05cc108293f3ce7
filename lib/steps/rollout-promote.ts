import { noRoute, sameRoute } from '../core/rollout/traffic.ts';
import type { RolloutInput, RolloutOutput } from '../core/step-io.ts';
import type { Ports } from '../ports.ts';
import { beginPromotion, finishPromotion } from './records/channel.ts';
import { closeRollout } from './records/rollout-record.ts';
import { production } from './support/champion.ts';
import { ownRollout, routeAt } from './support/rollout-context.ts';

/**
 * The commit point: the channel goes to `promoting` by compare-and-set, which fails when the champion is no longer the one the
 * candidate was judged against; then traffic moves; then the channel names the new release. From the first write on, recovery goes forward.
 */
export async function rolloutPromote(input: RolloutInput, ports: Ports): Promise<RolloutOutput> {
  const { pipeline, record } = await ownRollout(input, ports);
  const { version, champion, plan } = record;
  const last = routeAt(record, plan.stepPercents.at(-1) ?? 0);
  const { runId, token } = input;
  await beginPromotion(ports, production, { version, from: champion, runId, token });
  const route = { ...noRoute, stable: record.candidateServable };
  if (!sameRoute(await ports.target.observe(), route)) await ports.target.shift(route, last);
  await finishPromotion(ports, production, { version, runId, reason: 'promoted' });
  await closeRollout(ports.store, pipeline, runId, 'promoted');
  return {
    outcome: 'promoted',
    sentence: `${version} serves all traffic${champion ? ` in place of ${champion}` : ''}`,
  };
}
