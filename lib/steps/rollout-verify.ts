import { InternalError } from '../core/errors.ts';
import { noRoute, sameRoute } from '../core/rollout/traffic.ts';
import type { RolloutInput, RolloutOutput } from '../core/step-io.ts';
import type { Ports } from '../ports.ts';
import { readChampion, readManifest } from './support/champion.ts';

/** Reads back that target and channel agree on what the rollout says it did: success is never assumed. */
export async function rolloutVerify(
  input: RolloutInput & { result: RolloutOutput },
  ports: Ports,
): Promise<RolloutOutput> {
  const { result } = input;
  const champion = await readChampion(ports.store);
  const promoted = champion?.version === input.version;
  if (promoted !== (result.outcome === 'promoted')) {
    throw new InternalError(
      'not-verified',
      `the rollout says "${result.outcome}", but the channel names ${champion?.version ?? 'nothing'}`,
    );
  }
  const live = await ports.target.observe();
  const expected = champion ? { ...noRoute, stable: champion.manifest.servable.id } : noRoute;
  if (!sameRoute(live, expected)) {
    throw new InternalError(
      'not-verified',
      `the target routes ${JSON.stringify(live)}, but ${JSON.stringify(expected)} was set`,
    );
  }
  const previous = champion?.manifest.parent
    ? [(await readManifest(ports.store, champion.manifest.parent)).servable.id]
    : [];
  await ports.target.settle([...(champion ? [champion.manifest.servable.id] : []), ...previous]);
  return result;
}
