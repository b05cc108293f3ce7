import { canonicalJson } from '../../core/canonical-json.ts';
import type { RunRequest } from '../../core/run.ts';
import { layout } from '../../core/store-layout.ts';
import type { Ports } from '../../ports.ts';
import { readChampion } from './champion.ts';

/**
 * The version whose code a run should have been made with, where it has that of another champion: released, or gone back to, while a
 * person was asked. Data is another matter: new code may be released without the newest.
 */
export async function otherCode(
  { borrowed = [], source }: RunRequest,
  { store }: Pick<Ports, 'store'>,
): Promise<string | undefined> {
  const champion = borrowed.includes('source') ? await readChampion(store) : undefined;
  return champion?.manifest.source.digest === source.digest ? undefined : champion?.version;
}

/**
 * The request with the champion's code or data of this moment, where it was asked for with the champion's: others may have released
 * while it waited, and new data with the code of then would take their code back. Ask while the lease is held, so that nothing
 * is released in between; the request on record follows.
 */
export async function upToDate(request: RunRequest, { store }: Pick<Ports, 'store'>): Promise<RunRequest> {
  const { borrowed = [], runId } = request;
  const champion = borrowed.length > 0 ? (await readChampion(store))?.manifest : undefined;
  if (!champion) return request;
  const { digest, commit } = champion.source;
  const now: RunRequest = {
    ...request,
    ...(borrowed.includes('source') ? { source: { digest, commit } } : {}),
    ...(borrowed.includes('snapshot') ? { snapshot: champion.data.snapshot } : {}),
  };
  const text = canonicalJson(now);
  if (text !== canonicalJson(request)) await store.put(layout.request(runId), text);
  return now;
}
