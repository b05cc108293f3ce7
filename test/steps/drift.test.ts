import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../../lib/core/canonical-json.ts';
import { binnings } from '../../lib/core/drift/binnings/registry.ts';
import type { Profile } from '../../lib/core/profile/profile.ts';
import { driftHere } from '../../lib/local/drift.ts';
import { profileHere } from '../../lib/local/profile.ts';
import { contractOf, parquetOf, profileOf, temporaryFolder } from '../engine/tables.ts';

const folder = temporaryFolder();
let files = 0;

/** 200 rows whose numbers start at `from`; every `missingEvery`-th has none. */
function csv(from: number, missingEvery = 0, word = 'b'): string {
  const row = (i: number) =>
    `${missingEvery > 0 && i % missingEvery === 0 ? '' : from + ((i * 37) % 200)},${i % 2 ? 'a' : word},id-${from + i}`;
  return `x,k,name\n${Array.from({ length: 200 }, (_, i) => row(i)).join('\n')}\n`;
}

function written(text: string, extension = 'csv'): string {
  files += 1;
  const file = join(folder, `side-${files}.${extension}`);
  writeFileSync(file, text);
  return file;
}

const failed = ({ checks }: Awaited<ReturnType<typeof driftHere>>) =>
  checks.filter(({ verdict }) => verdict === 'fail').map(({ subject, check }) => `${subject} ${check}`);

test('data that has not moved passes, and columns of names are not compared', async () => {
  const gate = await driftHere({ reference: [written(csv(0))], current: [written(csv(0))] });
  expect(gate).toMatchObject({ verdict: 'pass', sentence: '0 of 2 columns drifted, 200 rows against 200' });
  expect(gate.facts?.drift).toMatchObject({
    untold: [{ name: 'name', why: expect.stringContaining('more different') }],
  });
});

test('numbers that moved, values that went missing and words that are new each fail by their own name', async () => {
  const gate = await driftHere({ reference: [written(csv(0))], current: [written(csv(120, 5, 'c'))] });
  expect(failed(gate)).toEqual(['x drift', 'x missing-share', 'x out-of-range', 'k drift', 'k new-categories']);
  expect(gate.facts).toMatchObject({ columns: { x: {} }, championColumns: { x: {} }, referenceRows: 200 });
});

test('later dates and times are no new categories, but missing ones are missing', async () => {
  const dated = (month: number, missing: number) =>
    `day,at\n${Array.from({ length: 200 }, (_, i) => `2026-0${month}-1${i % 9},${i < missing ? '' : `2026-0${month}-11T0${i % 9}:00:00`}`).join('\n')}\n`;
  const gate = await driftHere({ reference: [written(dated(1, 0))], current: [written(dated(2, 60))] });
  expect(failed(gate)).toEqual(['at missing-share']);
  expect(gate.facts?.drift).toMatchObject({ untold: [{ name: 'day' }, { name: 'at' }] });
});

test('a stored profile says the same as the data that it is of', async () => {
  const types = [
    { name: 'x', logicalType: 'number' },
    { name: 'k', logicalType: 'string' },
    { name: 'name', logicalType: 'string' },
  ];
  const profile: Profile = await profileOf(folder, contractOf(types), csv(0));
  const stored = written(canonicalJson(profile), 'json');
  const current = [written(csv(120, 5, 'c'))];
  const one = await driftHere({ reference: [stored], current });
  const other = await driftHere({ reference: [written(csv(0))], current });
  expect(one.checks).toEqual(other.checks);
});

test('both sides of several files are read as one data set each', async () => {
  const reference = [written(csv(0)), written(csv(0))];
  const gate = await driftHere({ reference, current: [written(csv(0)), written(csv(120))] });
  expect(gate.sentence).toMatch(/^\d of 2 columns drifted, 400 rows against 400/);
});

test("Evidently's binning looks at the rows of both sides, and refuses a profile", async () => {
  const reference = [written(csv(0))];
  const gate = await driftHere({ reference, current: [written(csv(120))], binning: 'evidently' });
  expect(gate.checks[0]).toMatchObject({ subject: 'x', check: 'drift', verdict: 'fail', allowed: 'above 0.05' });
  const profile = await profileOf(folder, contractOf([{ name: 'x', logicalType: 'number' }]), csv(0));
  const stored = [written(canonicalJson(profile), 'json')];
  await expect(driftHere({ reference: stored, current: reference, binning: 'evidently' })).rejects.toThrow(
    'binning evidently needs the rows of both sides and got a profile',
  );
});

test('a method is taken for the columns that it fits, and one that nobody knows is told with those there are', async () => {
  const sides = { reference: [written(csv(0))], current: [written(csv(0))] };
  const { checks } = await driftHere({ ...sides, method: 'wasserstein', threshold: 3 });
  expect(checks.filter(({ check }) => check === 'drift').map(({ allowed }) => allowed)).toEqual(['below 3', 'below 3']);
  expect(checks[0]?.sentence).toMatch(/standard deviations that a value moved/);
  await expect(driftHere({ ...sides, method: 'vibes' })).rejects.toThrow(
    `"vibes" is no method of binning reference; allowed: ${Object.keys(binnings.reference.methods).join(', ')}`,
  );
});

test('a column that is gone has drifted; one whose numbers became words has none any more', async () => {
  const current = [
    written(
      csv(0)
        .replace(/^[^,\n]+,/gm, (field) => (field === 'x,' ? field : 'much,'))
        .replace(/k,name/, 'q,name'),
    ),
  ];
  const gate = await driftHere({ reference: [written(csv(0))], current });
  expect(gate.checks.filter(({ check }) => check === 'drift')).toMatchObject([
    { subject: 'x', verdict: 'inconclusive', sentence: 'x drift: it has no values, where the reference has numbers' },
    { subject: 'k', verdict: 'fail', sentence: 'k drift: the column is not there any more' },
  ]);
});

test('a profile of another form and a file that is none are told by name', async () => {
  const current = [written(csv(0))];
  const strange = written('{"checks":[],"version":99}', 'json');
  await expect(driftHere({ reference: [strange], current })).rejects.toMatchObject({ code: 'profile-invalid' });
  await expect(driftHere({ reference: ['nowhere.json'], current })).rejects.toMatchObject({ code: 'data-missing' });
});

describe('a wide table against a stored profile', () => {
  const wide = 70;
  /** Numbers of several shapes, some of them missing, and one column of words. */
  async function parquet(name: string, shift: number): Promise<string> {
    const file = join(folder, `${name}.parquet`);
    const unit = (seed: number) => `((hash(i * 100 + ${seed}) >> 11) + 0.5) / 9007199254740992`;
    const column = (at: number) => {
      const moved = at % 10 === 0 ? shift : 0;
      if (at % 3 === 0) return `CASE WHEN i % 50 > 0 THEN -ln(${unit(at)}) + ${moved} END AS x${at}`;
      return at % 3 === 1 ? `floor(20 * ${unit(at)}) + ${10 * moved} AS x${at}` : `${unit(at)} - 0.5 AS x${at}`;
    };
    const columns = Array.from({ length: wide }, (_, at) => column(at)).join(', ');
    const words = "CASE i % 2 WHEN 0 THEN 'a' ELSE 'b' END AS word";
    writeFileSync(file, await parquetOf(folder, `SELECT ${columns}, ${words} FROM range(3000) t(i)`));
    return file;
  }

  test('is counted in the cells of the reference, and judged as its own profile would be', async () => {
    const [reference, current] = [await parquet('reference', 0), await parquet('current', 0.6)];
    const stored = written(canonicalJson(await profileHere({ data: [reference] })), 'json');
    const counted = await driftHere({ reference: [stored], current: [current] });
    const profiled = await driftHere({ reference: [reference], current: [current] });
    const lines = ({ checks }: typeof counted) =>
      new Map(checks.map(({ check, subject, verdict }) => [`${subject} ${check}`, verdict]));
    expect(Object.fromEntries(lines(counted))).toEqual(Object.fromEntries(lines(profiled)));
    expect(failed(counted).filter((name) => name.endsWith(' drift'))).toEqual([
      'x0 drift',
      'x10 drift',
      'x30 drift',
      'x40 drift',
      'x60 drift',
    ]);
    expect(lines(counted).get('word drift')).toBe('pass');
    for (const { check, subject, observed } of counted.checks) {
      const other = profiled.checks.find((one) => one.check === check && one.subject === subject);
      expect(Math.abs(Number(observed) - Number(other?.observed))).toBeLessThan(0.01);
    }
  });

  test('tells how its values lie where that is asked for', async () => {
    const [reference, current] = [await parquet('drawn', 0), await parquet('over', 0.6)];
    const stored = written(canonicalJson(await profileHere({ data: [reference] })), 'json');
    const facts = async (distributions: boolean) =>
      (await driftHere({ reference: [stored], current: [current], distributions })).facts;
    expect(await facts(true)).toMatchObject({ columns: { x1: { histogram: {} } }, championColumns: { x1: {} } });
    expect(await facts(false)).not.toHaveProperty('columns');
  });
});
