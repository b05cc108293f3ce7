import type { StepContext } from '../core/step-io.ts';
import type { Ports } from '../ports.ts';
import { readChampion } from './support/champion.ts';
import { readRequest } from './support/run-records.ts';

/** Announces a release that already serves. The commit point was in the rollout, so repeating this is harmless. */
export async function publish({ runId }: StepContext, { store, notifier }: Ports): Promise<{ version: string | null }> {
  const { pipeline } = await readRequest(store, runId);
  const champion = await readChampion(store);
  if (champion?.manifest.runId !== runId) return { version: null };
  const { version, manifest } = champion;
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
