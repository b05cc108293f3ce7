import { layout } from '../../lib/core/store-layout.ts';
import { cutRelease } from '../../lib/steps/cut-release.ts';
import { readManifest } from '../../lib/steps/support/champion.ts';
import { releases } from '../../lib/steps/support/releases.ts';
import { answered, evidence, rows } from '../core/model-checks/evidence.ts';
import { admitRun, cut, request, served, type World, world } from './world.ts';

/** A run whose gates passed. */
async function proven(ports: World, runId = 'data-2') {
  const run = await admitRun(ports, { runId });
  const { scored } = evidence({ holdout: rows(['a'], answered(['a'])) });
  await ports.store.put(layout.predictions(runId), JSON.stringify(scored));
  await ports.store.put(layout.image(runId), JSON.stringify({ kind: 'bundle', digest: 'source', uri: null }));
  const facts = { data: { rows: 10, trainRows: 7, holdoutRows: 3 }, model: { candidate: { accuracy: 0.97 } } };
  for (const gate of ['data', 'model'] as const) {
    const record = { gate, verdict: 'pass', sentence: 'all passed', checks: [], decidedAt: '', facts: facts[gate] };
    await ports.store.put(layout.gate(runId, gate), JSON.stringify(record));
  }
  return run;
}

test('the first release is 1.0.0, sealed with what was proven', async () => {
  const ports = world();
  const run = await proven(ports);
  expect(await cutRelease(run, ports)).toEqual({ version: '1.0.0', champion: null });
  expect(await readManifest(ports.store, '1.0.0')).toMatchObject({
    runId: 'data-2',
    parent: null,
    data: { rows: 10, trainRows: 7, holdoutRows: 3, holdoutPercent: 30 },
    metrics: { accuracy: 0.97 },
    verdicts: [{ gate: 'data' }, { gate: 'model' }],
  });
});

test('twice, or at once, a run cuts one release', async () => {
  const ports = world();
  const run = await proven(ports);
  const first = await cutRelease(run, ports);
  const before = await ports.store.get(layout.manifest('1.0.0'));
  ports.clock.advance(60);
  expect(await cutRelease(run, ports)).toEqual(first);
  expect(await ports.store.get(layout.manifest('1.0.0'))).toEqual(before);
  expect(await releases(ports.store)).toHaveLength(1);
});

test('the next one names its parent, skips versions that were taken back, and stands on top of its changelog', async () => {
  const ports = await served();
  await ports.store.put(layout.changelog('1.0.0'), '# Changelog\n\n## 1.0.0 - 2026-01-02\n');
  await cut(ports, { version: '1.0.1', runId: 'taken-back' });
  const { version, champion } = await cutRelease(await proven(ports), ports);
  expect(champion).toBe('1.0.0');
  expect(version).not.toBe('1.0.1');
  const text = new TextDecoder().decode((await ports.store.get(layout.changelog(version)))?.bytes);
  expect(text.indexOf(`## ${version}`)).toBeLessThan(text.indexOf('## 1.0.0'));
  expect(text).toContain('accuracy: 0.97 (1.0.0 on its own holdout: 0.95)');
});

test('a release of a push is chained to its parent, and tells its commits, its pins and what both models scored', async () => {
  const ports = await served();
  const run = await proven(ports);
  const commits = [
    { sha: 'c2', message: 'feat!: millimetres', author: 'ann' },
    { sha: 'c1', message: 'docs: why', author: 'ann' },
  ];
  await ports.store.put(layout.request(run.runId), JSON.stringify(pushed(run.runId)));
  await ports.store.put(layout.commits(run.runId), JSON.stringify({ base: null, head: 'c2', commits, complete: true }));
  const facts = { candidate: { accuracy: 0.97 }, champion: { accuracy: 0.96 }, rows: 3 };
  const overridden = { verdict: 'fail', until: '2026-02-01', reason: 'new sensor', by: 'ann' };
  const check = {
    check: 'latency',
    subject: 'p99',
    verdict: 'pass',
    sentence: '',
    observed: 1,
    allowed: '',
    overridden,
  };
  const record = { gate: 'model', verdict: 'pass', sentence: 'all passed', checks: [check], decidedAt: '', facts };
  await ports.store.put(layout.gate(run.runId, 'model'), JSON.stringify(record));
  const { scored } = evidence({ holdout: rows(['a'], answered(['a'])) });
  await ports.store.put(layout.predictions(run.runId), JSON.stringify({ ...scored, champion: '1.0.0' }));
  const { version } = await cutRelease(run, ports);
  expect(await readManifest(ports.store, version)).toMatchObject({
    version: '2.0.0',
    reason: 'features or answers changed',
    parentHash: (await readManifest(ports.store, '1.0.0')).hash,
    repository: { host: 'github', name: 'octo/iris', branch: 'main' },
    commits: { base: null, head: 'c2', count: 2, complete: false },
    comparison: { champion: '1.0.0', rows: 3, metrics: { accuracy: 0.96 } },
    overrides: [{ gate: 'model', check: 'latency', by: 'ann', verdict: 'fail' }],
    split: { method: 'md5-of-row', holdoutPercent: 30 },
    signalbox: expect.any(String),
  });
  const text = new TextDecoder().decode((await ports.store.get(layout.changelog(version)))?.bytes);
  expect(text).toContain('### Added\n\n- **Breaking:** millimetres (c2)\n');
  expect(text).toContain('accuracy: 0.97 (1.0.0 on the same 3 rows: 0.96, +0.01)');
  expect(text).toContain('Let pass until 2026-02-01 by ann');
});

function pushed(runId: string) {
  const change = {
    kind: 'push' as const,
    host: 'github' as const,
    repository: 'octo/iris',
    branch: 'main',
    commit: 'c'.repeat(40),
    pullRequest: null,
    title: 'feat!: millimetres',
    author: 'ann',
    again: null,
  };
  return request({ runId, source: { digest: 'another', commit: change.commit }, change });
}

/** Each manifest that is about to be written finds that another run was faster. */
function raced(ports: World, times: number): void {
  const put = ports.store.put.bind(ports.store);
  let left = times;
  jest.spyOn(ports.store, 'put').mockImplementation(async (key, ...rest) => {
    const version = /^releases\/(.*)\/manifest/.exec(key)?.[1];
    if (version && left > 0) {
      left -= 1;
      jest.mocked(ports.store.put).mockImplementationOnce(put);
      await cut(ports, { version, runId: `rival-${version}` });
    }
    return put(key, ...rest);
  });
}

test('a version that another run took a moment ago is left to it, and the next one is taken', async () => {
  const ports = world();
  const run = await proven(ports);
  raced(ports, 1);
  expect(await cutRelease(run, ports)).toEqual({ version: '1.1.0', champion: null });
  expect(await readManifest(ports.store, '1.0.0')).toMatchObject({ runId: 'rival-1.0.0' });
});

test('who always comes second gives up and says so', async () => {
  const ports = world();
  const run = await proven(ports);
  raced(ports, 100);
  await expect(cutRelease(run, ports)).rejects.toMatchObject({ code: 'version-taken' });
});

test.each(['data', 'model'])('without a passed %s gate there is no release', async (gate) => {
  const ports = world();
  const run = await proven(ports);
  const record = { gate, verdict: 'inconclusive', sentence: '', checks: [], decidedAt: '' };
  await ports.store.put(layout.gate(run.runId, gate), JSON.stringify(record));
  await expect(cutRelease(run, ports)).rejects.toMatchObject({ code: 'not-proven' });
  expect(await releases(ports.store)).toEqual([]);
});
