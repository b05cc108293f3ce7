import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../../lib/core/canonical-json.ts';
import { InputError } from '../../lib/core/errors.ts';
import { type Manifest, sealManifest } from '../../lib/core/release/manifest.ts';
import { layout } from '../../lib/core/store-layout.ts';
import { fileSigner } from '../../lib/local/signer.ts';
import { diffReleases } from '../../lib/steps/diff-releases.ts';
import { releaseDetail } from '../../lib/steps/release-detail.ts';
import { reproduce, type Workshop } from '../../lib/steps/reproduce.ts';
import { servedAt } from '../../lib/steps/served-at.ts';
import { readManifest } from '../../lib/steps/support/champion.ts';
import { readSnapshot } from '../../lib/steps/support/run-records.ts';
import { verifyRelease } from '../../lib/steps/verify-release.ts';
import { ed25519Pem } from '../support/ed25519.ts';
import { keys } from './ending.ts';
import type { ScenarioPlace } from './place.ts';
import { championPlace } from './scenario.ts';
import { drops, pushed } from './workloads.ts';

/** 1.0.0, and 1.1.0 with other code and more data. */
async function twoReleases(): Promise<ScenarioPlace> {
  const place = await championPlace();
  await place.drop(drops.more, await pushed());
  await place.drain();
  return place;
}

const verify = (place: ScenarioPlace, version: string) =>
  verifyRelease(version, { ...place.ports, workDir: mkdtempSync(join(place.folder, 'verify-')) });

const failing = async (place: ScenarioPlace, version: string) =>
  (await verify(place, version)).checks.filter(({ verdict }) => verdict !== 'pass').map(({ check }) => check);

test('a release that nobody touched is what was released, down to the first', async () => {
  const place = await twoReleases();
  const { verdict, checks, sentence } = await verify(place, '1.1.0');
  expect(checks.filter((check) => check.verdict !== 'pass')).toEqual([]);
  expect({ verdict, sentence }).toEqual({
    verdict: 'pass',
    sentence: `1.1.0 is what was released: all ${checks.length} checks passed`,
  });
  const looked = [
    'manifest',
    'parent',
    'snapshot',
    'data',
    'source',
    'lock',
    'contract',
    'policy',
    'interface',
    'model',
  ];
  expect(checks.map(({ check }) => check)).toEqual(expect.arrayContaining([...looked, 'servable', 'metric', 'gate']));
});

const altered: Array<[string, (release: Manifest) => string, string[]]> = [
  ['its manifest', ({ version }) => layout.manifest(version), ['manifest']],
  ['its first ancestor', () => layout.manifest('1.0.0'), ['parent']],
  ['its snapshot', ({ data }) => layout.snapshot(data.snapshot), ['snapshot', 'data']],
  ['its source', ({ source }) => layout.source(source.digest), ['source']],
  ['its model', ({ model }) => layout.model(model.digest), ['model']],
  ['its admission', ({ runId }) => layout.admission(runId), ['policy']],
  ['its data gate', ({ runId }) => layout.gate(runId, 'data'), ['gate']],
];

test.each(altered)('%s that was altered is told', async (_, keyOf, told) => {
  const place = await twoReleases();
  const { store } = place.origin;
  const key = keyOf(await readManifest(store, '1.1.0'));
  const text = new TextDecoder('latin1').decode((await store.get(key))?.bytes);
  await store.put(
    key,
    Buffer.from(
      text.replace(/pass|"size":|python|a model|"createdAt":"2/, (one) => `${one}1`),
      'latin1',
    ),
  );
  expect(await failing(place, '1.1.0')).toEqual(told);
});

test('metrics that the predictions do not give are told, even where the manifest was sealed anew', async () => {
  const place = await twoReleases();
  const { store } = place.origin;
  const { hash, ...body } = await readManifest(store, '1.1.0');
  const better = sealManifest({ ...body, metrics: { ...body.metrics, accuracy: 1 } });
  expect(better.hash).not.toBe(hash);
  await store.put(layout.manifest('1.1.0'), canonicalJson(better));
  expect(await failing(place, '1.1.0')).toEqual(['metric']);
});

test('a parent that was sealed anew breaks the chain of its children', async () => {
  const place = await twoReleases();
  const { store } = place.origin;
  const { hash: _, ...body } = await readManifest(store, '1.0.0');
  await store.put(layout.manifest('1.0.0'), canonicalJson(sealManifest({ ...body, reason: 'another' })));
  expect(await failing(place, '1.1.0')).toEqual(['parent']);
});

test('data that was overwritten is found in its own version, and told when that is gone', async () => {
  const place = await twoReleases();
  const { store, data } = place.origin;
  const { files } = await readSnapshot(store, (await readManifest(store, '1.1.0')).data.snapshot);
  await data.put(files[0]?.key ?? '', 'other rows');
  expect(await failing(place, '1.1.0')).toEqual([]);
  data.download = () => Promise.reject(new InputError('object-gone', 'it is gone'));
  expect(await failing(place, '1.1.0')).toEqual(['data']);
});

test('a store that cannot be reached is no verdict on a release', async () => {
  const place = await twoReleases();
  place.origin.store.download = () => Promise.reject(new Error('no such host'));
  await expect(verify(place, '1.1.0')).rejects.toThrow('no such host');
});

test('an unknown version is a usage error that lists the known ones', async () => {
  const place = await twoReleases();
  for (const version of ['9.9.9', '../1.0.0', 'v1.0.0', ''])
    await expect(verify(place, version)).rejects.toMatchObject({
      code: 'version-unknown',
      message: expect.stringContaining('these exist: 1.1.0, 1.0.0'),
    });
});

test('a signed release is verified with its key, and with no other', async () => {
  const place = await championPlace();
  const keyFile = (name: string) => {
    const file = join(place.folder, name);
    writeFileSync(file, ed25519Pem());
    return file;
  };
  const [mine, other] = [fileSigner(keyFile('mine.pem')), fileSigner(keyFile('other.pem'))];
  place.ports.signer = mine;
  await place.drop(drops.more);
  await place.drain();
  const { store } = place.origin;
  const verdict = async () => (await verify(place, '1.0.1')).checks.find(({ check }) => check === 'signature')?.verdict;
  expect(await verdict()).toBe('pass');
  place.ports.signer = other;
  expect(await verdict()).toBe('inconclusive');
  place.ports.signer = undefined;
  expect(await verdict()).toBe('inconclusive');
  place.ports.signer = mine;
  const forged = { ...(await mine.sign('00'.repeat(32))) };
  await store.put(layout.releaseSignature('1.0.1'), JSON.stringify(forged));
  expect(await verdict()).toBe('fail');
  expect((await verify(place, '1.0.0')).checks.find(({ check }) => check === 'signature')?.verdict).toBe(
    'inconclusive',
  );
});

test('what served is told for every moment of a canary, and after a rollback', async () => {
  const place = await twoReleases();
  place.origin.clock.advance(60);
  await place.rollback('back');
  place.origin.clock.advance(60);
  const { store } = place.origin;
  const at = (time: string | undefined) => servedAt(time ?? '', place.ports);
  const evidence = JSON.parse(
    new TextDecoder().decode((await store.get(layout.evidence((await readManifest(store, '1.1.0')).runId)))?.bytes),
  );
  expect((await at(evidence.windows[0].from)).shares).toEqual([
    { version: '1.0.0', percent: 90 },
    { version: '1.1.0', percent: 10 },
  ]);
  expect((await at(evidence.windows.at(-1).from)).shares.map(({ percent }) => percent)).toEqual([50, 50]);
  const now = await at(place.origin.clock.now().toISOString());
  expect(now).toMatchObject({ version: '1.0.0', since: { reason: 'rolled_back' }, until: null });
  expect((await at(new Date(Date.parse(now.since?.at ?? '') - 1).toISOString())).version).toBe('1.1.0');
  expect(await at('2000-01-01')).toMatchObject({ version: null, shares: [], sentence: 'nothing was released yet' });
  for (const wrong of ['yesterday', '2026-11-23T09:00:00', '2999-01-01', '2026-13-01'])
    await expect(at(wrong)).rejects.toMatchObject({ code: 'time-invalid' });
});

test('two releases differ in code, data and metrics, and one is told with its notes', async () => {
  const place = await twoReleases();
  const diff = await diffReleases('1.0.0', '1.1.0', place.ports);
  const differing = diff.lines.filter(({ same }) => !same).map(({ subject }) => subject);
  expect(differing).toEqual(expect.arrayContaining(['version', 'source', 'snapshot', 'rows']));
  expect(diff.data).toMatchObject({ added: [expect.stringContaining('iris.csv')], same: 0 });
  const detail = await releaseDetail('1.1.0', place.origin.store);
  expect(detail).toMatchObject({ intact: true, serving: true, outcome: { outcome: 'released' }, signature: null });
  expect(detail.notes).toMatch(/^### Changed\n/);
  expect(detail.notes).not.toMatch(/^## /m);
});

/** Trains what the fake project would, and serves with the scorer of the place. */
const workshop = (place: ScenarioPlace, digest: string, seen: string[][] = []): Workshop => ({
  train: async ({ trainFiles }) => {
    seen.push(trainFiles);
    return { archive: 'model', digest, seconds: 1, python: undefined };
  },
  serve: async (_, use) => use(place.scorer),
});

const again = (place: ScenarioPlace, digest: string, seen?: string[][]) =>
  reproduce(
    '1.1.0',
    { ...place.ports, workDir: mkdtempSync(join(place.folder, 'reproduce-')) },
    workshop(place, digest, seen),
  );

test('a release that is trained again on the same rows has the same model and the same predictions', async () => {
  const place = await twoReleases();
  const { store } = place.origin;
  const { model } = await readManifest(store, '1.1.0');
  const before = await keys(store, '');
  const seen: string[][] = [];
  const reproduction = await again(place, model.digest, seen);
  expect(reproduction).toMatchObject({
    verdict: 'pass',
    sameSplit: true,
    predictions: { different: 0, maxAbsDifference: 0 },
  });
  expect(reproduction.sentence).toMatch(
    /^1\.1\.0: same model hash \(\w{12}\), the same predictions on all \d+ holdout rows$/,
  );
  expect(seen[0]?.map((file) => file.split('/').slice(-2).join('/'))).toEqual(['train/00000.csv']);
  expect(await keys(store, '')).toEqual(before);
});

test('another model is told, with how far its predictions are from those of then', async () => {
  const place = await twoReleases();
  place.scorer.otherwise = 'hesitant';
  const { verdict, predictions, sentence } = await again(place, 'f'.repeat(64));
  expect(verdict).toBe('fail');
  expect(predictions).toMatchObject({ different: 0, maxAbsDifference: expect.closeTo(0.15) });
  expect(sentence).toContain('another model hash (ffffffffffff');
  place.scorer.otherwise = 'failing';
  expect(await again(place, 'f'.repeat(64))).toMatchObject({ verdict: 'inconclusive', predictions: null });
});

test('data that is gone cannot be trained on again', async () => {
  const place = await twoReleases();
  const { store } = place.origin;
  const { data, model } = await readManifest(store, '1.1.0');
  const snapshot = await readSnapshot(store, data.snapshot);
  const files = snapshot.files.map((file) => ({ ...file, version: 'gone' }));
  await store.put(layout.snapshot(data.snapshot), JSON.stringify({ ...snapshot, files }));
  await expect(again(place, model.digest)).rejects.toMatchObject({ code: 'object-gone' });
});
