import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gateSchema } from '../../../lib/core/run-schemas.ts';
import { layout } from '../../../lib/core/store-layout.ts';
import { Stopwatch } from '../../../lib/local/stopwatch.ts';
import { runProject } from '../../../lib/local/tasks/projects.ts';
import { bundleWorkload } from '../../../lib/local/workload/bundle.ts';
import { Workloads } from '../../../lib/local/workload/workloads.ts';
import { readJson } from '../../../lib/steps/records/json-object.ts';
import { writeFiles } from '../../support/fake-workload.ts';
import { MemoryStore } from '../../support/memory-store.ts';

const root = mkdtempSync(join(tmpdir(), 'signalbox-projects-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const policy = readFileSync(join(import.meta.dirname, '../place/workload/signalbox.yaml'), 'utf8');

/** What the checks' gate says of a workload whose one check is this command, with at least 80 % coverage asked for. */
async function checksGate(command: string) {
  const folder = mkdtempSync(join(root, 'w-'));
  const asked = `coverage: { minPercent: 80 }\nchecks:\n  - { name: nothing, run: ${JSON.stringify(command)} }`;
  writeFiles(folder, {
    'signalbox.yaml': policy.replace(/checks:\n.*\n/, `${asked}\n`),
    'report.xml': '<coverage lines-covered="9" lines-valid="10"></coverage>',
    'low.xml': '<coverage lines-covered="7" lines-valid="10"></coverage>',
  });
  const { zip, digest } = await bundleWorkload(folder);
  const store = new MemoryStore();
  const key = layout.source(digest);
  await store.put(key, zip);
  const venvOf = async () => ({ binDir: dirname(process.execPath) });
  const workloads = new Workloads({ cacheDir: join(root, 'cache'), venvOf });
  const builder = { store, workloads, stopwatch: new Stopwatch(), onLine: () => {}, onStart: () => {} };
  const variables = { SIGNALBOX_RUN_ID: 'run', SIGNALBOX_SOURCE_KEY: key };
  const built = await runProject('checks', variables, new AbortController().signal, builder).then(
    () => true,
    () => false,
  );
  const gate = (await readJson(store, layout.gate('run', 'checks'), gateSchema))?.value;
  return { built, gate, kept: (await store.get(layout.coverage('run'))) !== undefined };
}

test('coverage that is high enough passes beside the checks, and its report is kept', async () => {
  const { built, gate, kept } = await checksGate('cp report.xml coverage.xml');
  expect([built, kept]).toEqual([true, true]);
  expect(gate).toMatchObject({ verdict: 'pass', sentence: 'all 2 checks of the workload passed' });
  expect(gate?.checks[1]).toMatchObject({ check: 'coverage', observed: 90, verdict: 'pass' });
});

test('too little coverage, and none that can be read, reject as they do on AWS', async () => {
  const low = await checksGate('cp low.xml coverage.xml');
  expect(low).toMatchObject({ built: false, gate: { verdict: 'fail' } });
  expect(low.gate?.sentence).toContain('the tests run 70.00 % of the lines; allowed: at least 80 %');
  const none = await checksGate('true');
  expect(none).toMatchObject({ built: false, kept: false, gate: { verdict: 'fail' } });
  expect(none.gate?.sentence).toContain('the checks did not write it');
});
