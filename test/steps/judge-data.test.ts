import { drift } from '../../lib/core/policy/drift.ts';
import { sha256 } from '../../lib/core/sha256.ts';
import { layout } from '../../lib/core/store-layout.ts';
import { judgeData } from '../../lib/steps/judge-data.ts';
import { readChampion } from '../../lib/steps/support/champion.ts';
import type { MemoryStore } from '../support/memory-store.ts';
import { admitted, irisCsv, poisonedIris } from './data-gate-run.ts';
import { served } from './world.ts';

const halves = () => {
  const [header, ...rows] = irisCsv.trimEnd().split('\n');
  return [rows.slice(0, 80), rows.slice(80)].map((part) => `${[header, ...part].join('\n')}\n`);
};

test('good data passes, and its profile becomes the baseline of its snapshot', async () => {
  const run = await admitted([irisCsv]);
  await run.profile(0);
  expect(await judgeData(run.input, run.ports)).toEqual({
    verdict: 'pass',
    sentence: 'all 21 checks passed on 150 rows',
  });
  expect(await run.json(layout.profile('snapshot-of-data-1'))).toMatchObject({ version: 2, rows: 150 });
  const { facts, decidedAt } = await run.gate();
  expect(decidedAt).toBe('2026-01-01T00:00:00.000Z');
  expect(facts).toMatchObject({ rows: 150, columns: { species: { values: expect.any(Array) } } });
  expect(Number(facts?.trainRows) + Number(facts?.holdoutRows)).toBe(150);
  expect(await run.store.get(layout.failedRows('data-1'))).toBeUndefined();
});

test('20 rows in millimetres and 7 nulls are refused, with checks, counts and sample rows', async () => {
  const run = await admitted([poisonedIris()]);
  await run.profile(0);
  const judged = await judgeData(run.input, run.ports);
  expect(judged.verdict).toBe('fail');
  expect(judged.sentence).toMatch(
    /^2 of 21 checks failed: sepal_width required \(7 of 150 rows without a value, e\.g\. row 31\), petal_length range \(20 of 150 rows outside 0\.5\.\.8, e\.g\. row 1: \d+\)$/,
  );
  const { checks } = await run.gate();
  expect(checks.filter(({ verdict }) => verdict === 'fail').map(({ failing }) => failing?.samples.length)).toEqual([
    7, 20,
  ]);
  expect(await run.json(layout.failedRows('data-1'))).toMatchObject([
    { check: 'required', subject: 'sepal_width', count: 7 },
    {
      check: 'range',
      subject: 'petal_length',
      count: 20,
      samples: expect.arrayContaining([expect.objectContaining({ row: 1 })]),
    },
  ]);
});

test('several files are judged as one table, and a sample says its file', async () => {
  const [first = '', second = ''] = halves();
  const run = await admitted([first, second.replace(/,setosa/, ',tulip')]);
  await Promise.all([0, 1].map(run.profile));
  const judged = await judgeData(run.input, run.ports);
  expect(judged.sentence).toMatch(
    /^1 of 21 checks failed: species allowed-values \(1 of 150 rows not one of setosa, versicolor, virginica, e\.g\. row \d+ of incoming\/iris\/1\.csv: tulip\)$/,
  );
});

test('a key that is in two files is a duplicate', async () => {
  const [first = '', second = ''] = halves();
  const repeated = first.split('\n')[1];
  const run = await admitted([first, `${second}${repeated}\n`]);
  await Promise.all([0, 1].map(run.profile));
  expect((await judgeData(run.input, run.ports)).sentence).toMatch(
    /flower_id unique \(1 of 151 rows with a repeated flower_id/,
  );
});

test('a file that cannot be read fails the gate with its code', async () => {
  const run = await admitted([irisCsv, '\0\0']);
  await Promise.all([0, 1].map(run.profile));
  const judged = await judgeData(run.input, run.ports);
  expect(judged).toMatchObject({
    verdict: 'fail',
    sentence: expect.stringMatching(/^1 of 2 files cannot be read: .*0x00/),
  });
  expect(await run.gate()).toMatchObject({ unreadable: { code: 'data-binary' }, checks: [] });
});

test('a file without a profile is inconclusive: nobody looked at it', async () => {
  const run = await admitted(halves());
  await run.profile(0);
  expect(await judgeData(run.input, run.ports)).toEqual({
    verdict: 'inconclusive',
    sentence: '1 of 2 files have no profile: incoming/iris/1.csv; all are needed',
  });
});

test('no files are inconclusive', async () => {
  const run = await admitted([]);
  expect(await judgeData(run.input, run.ports)).toMatchObject({ verdict: 'inconclusive' });
});

test('judging twice gives the same record', async () => {
  const run = await admitted([poisonedIris()]);
  await run.profile(0);
  await judgeData(run.input, run.ports);
  const first = await run.store.get(layout.gate('data-1', 'data'));
  await judgeData(run.input, run.ports);
  expect((await run.store.get(layout.gate('data-1', 'data')))?.etag).toBe(first?.etag);
});

describe('with `data.drift`', () => {
  /** A run of this drop at a place where a model trained on `trained` serves, if any. */
  async function judged(drop: string, trained?: string) {
    const store = (trained === undefined ? undefined : (await served()).store) as MemoryStore | undefined;
    const run = await admitted([drop], 'data-2', store);
    if (trained !== undefined) {
      const earlier = await admitted([trained], 'data-1', run.store);
      await earlier.profile(0);
      await judgeData(earlier.input, earlier.ports);
      const profile = await run.store.get(layout.profile('snapshot-of-data-1'));
      const { manifest } = (await readChampion(run.store)) ?? {};
      await run.store.put(layout.profile(manifest?.data.snapshot ?? ''), profile?.bytes ?? '');
    }
    const admission = (await run.json(layout.admission('data-2'))) as { policy: { data: object } };
    const data = { ...admission.policy.data, drift: drift.parse({}) };
    await run.store.put(
      layout.admission('data-2'),
      JSON.stringify({ ...admission, policy: { ...admission.policy, data } }),
    );
    await run.profile(0);
    return judgeData(run.input, run.ports);
  }

  test('the first release passes, and is told that there is nothing to compare with', async () => {
    expect(await judged(irisCsv)).toMatchObject({ verdict: 'pass', sentence: 'all 21 checks passed on 150 rows' });
  });

  test("the same data as the champion's passes every check of drift", async () => {
    expect(await judged(irisCsv, irisCsv)).toMatchObject({
      verdict: 'pass',
      sentence: 'all 35 checks passed on 150 rows',
    });
  });

  test("petals of another size than the champion's are refused, though the contract allows them", async () => {
    const longer = irisCsv.replace(/^(.*?),(.*?),(.*?),(.*?),/gm, (line, id, length, width, petal) =>
      line.startsWith('flower_id') ? line : `${id},${length},${width},${(Number(petal) / 2 + 3.9).toFixed(2)},`,
    );
    const { verdict, sentence } = await judged(longer, irisCsv);
    expect(verdict).toBe('fail');
    expect(sentence).toMatch(
      /^1 of 35 checks failed: petal_length drift \(Kolmogorov–Smirnov distance beyond chance 0\.\d+, allowed below 0\.1;/,
    );
  });
});

test('files are judged as they were pinned, read and asked for, and not as they are now', async () => {
  const hash = sha256(irisCsv);
  const rules = [
    'FileSize "s3://the-data/incoming/iris/" > 1 KB',
    'FileFreshness between (now() - 1 hours) and (now() + 1 hours)',
    `FileMatch "incoming/iris/0.csv" in ["${hash}"]`,
    'FileUniqueness = 1',
  ];
  const contract = { file: 'orders.dqdl', text: `Rules = [ ${rules.join(', ')}, ColumnExists "species" ]` };
  const run = await admitted([irisCsv, irisCsv], 'data-1', undefined, contract);
  await run.profile(0);
  await run.profile(1);
  await judgeData(run.input, run.ports);
  const { checks } = await run.gate();
  expect(checks.slice(0, 4).map(({ verdict }) => verdict)).toEqual(['pass', 'pass', 'pass', 'fail']);
  expect(checks[3]?.sentence).toContain('these are not: incoming/iris/0.csv, incoming/iris/1.csv');
  expect(await run.json(layout.shardProfile('data-1', 0))).toMatchObject({
    seen: { modifiedAt: '2026-01-01T00:00:00.001Z', hashes: { 'SHA-256': hash } },
  });
});

test('rules beside earlier data look at the data of releases, whose rows are known from before numbers were kept', async () => {
  const store = (await served()).store as MemoryStore;
  const { manifest } = (await readChampion(store)) ?? {};
  const text = 'Rules = [ RowCount > last() * 0.5, Mean "petal_length" > last(), ColumnExists "species" ]';
  const contract = { file: 'rules.dqdl', text };
  const run = await admitted([irisCsv], 'data-2', store, contract);
  await run.profile(0);
  const judged = async (figures?: object) => {
    const past = { version: 2, rows: 400, trainRows: 400, holdoutRows: 0, columns: [], checks: [], extraColumns: [] };
    await store.put(layout.profile(manifest?.data.snapshot ?? ''), JSON.stringify({ ...past, figures }));
    await judgeData(run.input, run.ports);
    return (await run.gate()).checks.map(({ verdict, allowed }) => `${verdict}: ${allowed}`).slice(0, 2);
  };
  expect(await judged()).toEqual(['fail: at least 201 rows', 'pass: compared from 1 on']);
  expect(await judged({ 'row-count': 100, 'mean(petal_length)': 9 })).toEqual([
    'pass: at least 51 rows',
    'fail: above 9',
  ]);
  // A few files of a workload say nothing of how much data is usual.
  const request = (await run.json(layout.request('data-2'))) as object;
  await store.put(layout.request('data-2'), JSON.stringify({ ...request, machine: 'pull_request' }));
  expect(await judged({ 'row-count': 400 })).toEqual(['pass: not compared', 'pass: not compared']);
});
