import { readFile } from 'node:fs/promises';
import { readContract } from '../core/contract/read-contract.ts';
import { InputError } from '../core/errors.ts';
import { predictionsOf } from '../core/model-checks/model-check.ts';
import { parsePolicy } from '../core/policy/parse.ts';
import type { Policy } from '../core/policy/schema.ts';
import type { Manifest } from '../core/release/manifest.ts';
import { comparePredictions, judgeReproduction, type Reproduction } from '../core/release/reproduction.ts';
import { scoredSchema } from '../core/scored.ts';
import { sha256 } from '../core/sha256.ts';
import { layout } from '../core/store-layout.ts';
import type { Ports, Scorer } from '../ports.ts';
import { readJson } from './records/json-object.ts';
import { ask } from './support/ask.ts';
import { namedRelease, readManifest } from './support/champion.ts';
import { type ResplitData, resplit } from './support/resplit.ts';
import { readRows } from './support/rows.ts';
import { openSource, type Source } from './support/source.ts';

/** A place that can train and serve beside its pipeline, leaving nothing there. */
export interface Workshop {
  /** Trains this source on local files; the archive is local and stays until the caller's folder goes. */
  train(job: {
    sourceDigest: string;
    runId: string;
    trainFiles: string[];
  }): Promise<{ archive: string; digest: string; seconds: number; python: string | undefined }>;
  /** Serves a trained model with this source while `use` runs. */
  serve<T>(model: { sourceDigest: string; archive: string }, use: (scorer: Scorer) => Promise<T>): Promise<T>;
}

export type ReproducePorts = Pick<Ports, 'store' | 'data' | 'workDir'>;

/**
 * Trains a release again from its pins (source, object versions, split, hyperparameters, locks) and holds model and predictions
 * against those on record. It leaves no release, no run and no model behind.
 * @throws UsageError `version-unknown`; InputError `pins-differ`, `object-gone`, or why it could not be trained
 */
export async function reproduce(version: string, ports: ReproducePorts, workshop: Workshop): Promise<Reproduction> {
  await namedRelease(ports.store, version);
  const release = await readManifest(ports.store, version);
  const source = await openSource(ports.store, release.source.digest);
  const policy = parsePolicy(source.read('signalbox.yaml', 'the release'));
  holdToPins(release, policy, source);
  const { contract: file, table } = policy.data;
  const contract = readContract({ text: source.read(file, 'data.contract'), file }, { table });
  const split = await resplit(release, { policy, contract }, ports);
  const { digest: sourceDigest } = release.source;
  const { runId } = release;
  const trained = await workshop.train({ sourceDigest, runId, trainFiles: split.trainFiles });
  const { instances } = readRows(await holdoutText(split), 'holdout', contract, policy.data.target);
  const answer = await workshop.serve({ sourceDigest, archive: trained.archive }, (scorer) =>
    ask(scorer, 'reproduced', policy.evaluation.task, instances),
  );
  const recorded = (await readJson(ports.store, layout.predictions(runId), scoredSchema))?.value;
  const released = recorded && predictionsOf(recorded.holdout, 'candidate');
  const again = answer.status === 'answered' ? answer.predictions : null;
  return judgeReproduction({
    version,
    runId,
    model: {
      released: release.model.digest,
      reproduced: trained.digest,
      same: release.model.digest === trained.digest,
    },
    sameSplit: split.same,
    predictions: released && again ? comparePredictions(released, again) : null,
    trainRows: split.trainRows,
    seconds: trained.seconds,
    notes: [...environmentNotes(release, trained.python), ...(answer.status === 'failed' ? [answer.sentence] : [])],
  });
}

/** The source holds what the release names: else something else than the release would be trained. */
function holdToPins(release: Manifest, policy: Policy, source: Source): void {
  for (const [file, digest] of Object.entries(release.locks)) {
    const found = sha256(source.read(file, 'the release'));
    if (found === digest) continue;
    throw new InputError('pins-differ', `${file} has the SHA-256 ${found}; ${release.version} names ${digest}`);
  }
  const [now, then] = [policy.training.hyperparameters, release.hyperparameters];
  const other = [...new Set([...Object.keys(now), ...Object.keys(then)])].find((name) => now[name] !== then[name]);
  if (other === undefined) return;
  const sentence = `hyperparameter ${other} is ${now[other]} in the source; ${release.version} names ${then[other]}`;
  throw new InputError('pins-differ', sentence);
}

/** All shards as one CSV: each has its header, of which the first is kept. */
async function holdoutText({ holdoutFiles }: ResplitData): Promise<string> {
  const texts = await Promise.all(holdoutFiles.map((file) => readFile(file, 'utf8')));
  return texts.map((text, i) => (i === 0 ? text : text.slice(text.indexOf('\n') + 1))).join('');
}

/** What of the training's surroundings was not as it was then. */
function environmentNotes({ image, python }: Manifest, now: string | undefined): string[] {
  const built = `it was released as the image ${image.digest}; here its source ran in a virtual environment of the same locks`;
  const other = `it was trained with Python ${python}; here with ${now ?? 'another interpreter'}`;
  return [...(image.kind === 'image' ? [built] : []), ...(python && python !== now ? [other] : [])];
}
