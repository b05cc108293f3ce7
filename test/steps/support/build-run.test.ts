import { parsePolicy } from '../../../lib/core/policy/parse.ts';
import { layout } from '../../../lib/core/store-layout.ts';
import { carryCoverage, prepareBuildRun } from '../../../lib/steps/support/build-run.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { irisFile, request } from '../world.ts';

const policy = parsePolicy(irisFile('signalbox.yaml'));
const covered = { ...policy, coverage: { file: 'coverage.xml', minPercent: 90, maxDropPercent: 0 } };
const champion = { manifest: { runId: 'push-1' } };
const source = { read: (path: string) => `text of ${path}` };
const xml = '<coverage lines-covered="9318" lines-valid="10000">';

async function prepared(of: typeof policy, xmlOfChampion?: string, known: typeof champion | undefined = champion) {
  const store = new MemoryStore();
  if (xmlOfChampion !== undefined) await store.put(layout.coverage('push-1'), xmlOfChampion);
  return prepareBuildRun(request(), { policy: of, locks: { a: 'b' } }, source, known, store);
}

test("the champion's coverage is that of its run, where it told one", async () => {
  expect(await prepared(covered, xml)).toMatchObject({ championCoverage: 9_318, locks: { a: 'b' } });
  expect(await prepared(covered)).toMatchObject({ championCoverage: null });
  expect(await prepared(covered, 'no report')).toMatchObject({ championCoverage: null });
});

test('a run without checks carries the coverage of the code that it has from its champion', async () => {
  const store = new MemoryStore();
  await carryCoverage('push-1', 'data-2', store);
  expect(await store.get(layout.coverage('data-2'))).toBeUndefined();
  await store.put(layout.coverage('push-1'), xml);
  await carryCoverage('push-1', 'data-2', store);
  expect(new TextDecoder().decode((await store.get(layout.coverage('data-2')))?.bytes)).toBe(xml);
});

test("a buildspec of the workload's own is read from its source", async () => {
  const { coverage: _, ...rest } = policy;
  expect((await prepared({ ...rest, buildspec: 'ci/checks.yml' })).ownChecks).toBe('text of ci/checks.yml');
  expect((await prepared(policy)).ownChecks).toBeUndefined();
});
