import type { StepContext } from '../core/step-io.ts';
import type { Ports } from '../ports.ts';
import { readChampion } from './support/champion.ts';
import { readRequest } from './support/run-records.ts';

/**
 * Names the image of a release that already serves by its version, and announces it. The commit point was in the rollout, so
 * repeating this is harmless.
 */
export async function publish(
  { runId }: StepContext,
  { store, notifier, images }: Ports,
): Promise<{ version: string | null }> {
  const { pipeline } = await readRequest(store, runId);
  const champion = await readChampion(store);
  if (champion?.manifest.runId !== runId) return { version: null };
  const { version, manifest } = champion;
  const { kind, digest } = manifest.image;
  if (kind === 'image') await images?.tag(digest, [version, 'latest']);
  const sentence = `${pipeline} ${version} is in production: ${manifest.reason}`;
  await notifier.announce({
    kind: 'released',
    pipeline,
    runId,
    sentence,
    facts: { version, parent: manifest.parent, metrics: manifest.metrics },
  });
  return { version };
}
