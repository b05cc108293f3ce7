import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { metrics } from '../../../core/metrics/registry.ts';
import { predictionsOf, show } from '../../../core/model-checks/model-check.ts';
import { sha256 } from '../../../core/sha256.ts';
import { layout } from '../../../core/store-layout.ts';
import { readScored } from '../run-records.ts';
import { held, sameDigest, type Verified, type Verifier } from './verified.ts';

/** The model is what its name says, and what serves is made of it. */
export const verifyModel: Verifier = async ({ model, servable, source, image }, { store, workDir }) => {
  const key = layout.model(model.digest);
  const copy = join(workDir, 'verified-model.tar.gz');
  await store.download(key, copy);
  const hash = createHash('sha256');
  await pipeline(createReadStream(copy), hash);
  await rm(copy);
  const parts = [servable.sourceDigest, servable.imageDigest, servable.modelDigest];
  const same = parts.join() === [source.digest, image.digest, model.digest].join();
  return [
    sameDigest('model', 'archive', model.digest, hash.digest('hex')),
    held('servable', servable.id, same, {
      pass: 'made of this source, image and model',
      fail: `made of ${parts.join(', ')}; the release names ${source.digest}, ${image.digest}, ${model.digest}`,
    }),
  ];
};

/** What another machine's mathematics may round otherwise, relative to the value. */
const rounding = 1e-12;

/** The metrics, computed again from the predictions on record. */
export const verifyMetrics: Verifier = async ({ runId, metrics: told }, { store }) => {
  const { holdout } = await readScored(store, runId);
  const predictions = predictionsOf(holdout, 'candidate');
  return Object.entries(told).map(([name, value]): Verified => {
    const known = Object.values(metrics).find((metric) => metric.name === name);
    if (!known || !predictions)
      return {
        check: 'metric',
        subject: name,
        verdict: 'inconclusive',
        sentence: 'there is nothing to compute it from',
      };
    const again = known.compute(holdout.truth, predictions);
    return held('metric', name, Math.abs(again - value) <= rounding * Math.max(1, Math.abs(value)), {
      pass: `${show(value)} on ${holdout.truth.length} rows, computed again from the predictions`,
      fail: `the predictions give ${again}; the release says ${value}`,
    });
  });
};

/** What is known of the image beside its digest, where it was recorded. */
export const verifyAttestations: Verifier = async ({ image, attestations = {} }, { store }) => {
  const hex = image.digest.replace(/^sha256:/, '');
  const keys = { sbom: layout.imageSbom(hex), provenance: layout.imageProvenance(hex) };
  const lines: Verified[] = [];
  for (const name of ['sbom', 'provenance'] as const) {
    const wanted = attestations[name];
    if (wanted === undefined) continue;
    const found = await store.get(keys[name]);
    lines.push(sameDigest(name, 'of the image', wanted, found && sha256(found.bytes)));
  }
  return lines;
};
