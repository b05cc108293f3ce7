import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type * as z from 'zod';
import { InputError, InternalError } from '../../core/errors.ts';
import { imageSchema } from '../../core/run-schemas.ts';
import type { Servable } from '../../core/servable.ts';
import { sha256 } from '../../core/sha256.ts';
import { layout } from '../../core/store-layout.ts';
import type { Ports } from '../../ports.ts';
import { readJson } from '../records/json-object.ts';
import { readChampion } from './champion.ts';

/** Files the trained model under its digest and names what will be served. Safe to repeat: everything is named by content. */
export async function adoptCandidate(runId: string, sourceDigest: string, ports: Ports): Promise<Servable> {
  const file = join(ports.workDir, 'model.tar.gz');
  await fetchModel(layout.trainedModel(runId), file, ports);
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  const modelDigest = hash.digest('hex');
  await ports.store.put(layout.model(modelDigest), { file }, { absent: true });
  const { digest: imageDigest, uri: imageUri } = await imageOf(runId, ports);
  const id = servableId(sourceDigest, imageDigest, modelDigest);
  return { id, sourceDigest, imageDigest, imageUri, modelDigest };
}

/** Every kind of training looks itself whether a model was written; this one look more tells it in our words. */
async function fetchModel(key: string, file: string, { store }: Ports): Promise<void> {
  try {
    await store.download(key, file);
  } catch (error) {
    if (!(error instanceof InputError) || error.code !== 'object-gone') throw error;
    throw new InputError('model-missing', `training ended well but left no model at ${key}`, { cause: error });
  }
}

/** The run's own image, or the champion's where the code did not change and none was built. */
export async function imageOf(runId: string, { store }: Pick<Ports, 'store'>): Promise<z.output<typeof imageSchema>> {
  const built = await readJson(store, layout.image(runId), imageSchema);
  if (built) return built.value;
  const champion = await readChampion(store);
  if (champion) return champion.manifest.image;
  throw new InternalError('image-missing', `run ${runId} built no image and there is no champion to take it from`);
}

function servableId(...digests: string[]): string {
  return sha256(digests.join('\n')).slice(0, 12);
}
