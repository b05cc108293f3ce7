import { ConflictError } from '../core/errors.ts';
import type { RolloutInput, RolloutOutput } from '../core/rollout/step-io.ts';
import type { Ports } from '../ports.ts';
import { beginPromotion } from './records/channel.ts';
import { production } from './support/champion.ts';
import { converge } from './support/converge.ts';
import { overOr, ownRollout, promotionOf } from './support/rollout-context.ts';

/**
 * The commit point: the channel goes to `promoting` by compare-and-set, which fails when the champion is no longer the one the
 * candidate was judged against; then traffic moves; then the channel names the new release. From the first write on, recovery goes forward.
 */
export async function rolloutPromote(input: RolloutInput, ports: Ports): Promise<RolloutOutput> {
  const own = await ownRollout(input, ports);
  // Whoever is at it, or was: it goes where they had decided.
  if (own.over) return converge(own.pipeline, input, ports);
  const { pipeline, record } = own;
  if (record.paused) {
    const sentence = `${record.paused.by} holds the rollout of ${record.version} since ${record.paused.at}`;
    return { outcome: 'held', sentence, waitSeconds: 0 };
  }
  try {
    await beginPromotion(ports, production, promotionOf(record));
  } catch (error) {
    // An operator aborts it at this moment, or has ended it: what becomes of it is decided by now.
    const aborted = error instanceof ConflictError && error.code === 'promotion-forbidden';
    if (!aborted) await overOr(error, input, ports);
  }
  return converge(pipeline, record, ports);
}
