import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contractOf, profileOf, temporaryFolder } from './tables.ts';

const folder = temporaryFolder();
const contract = contractOf([
  { name: 'b', logicalType: 'string' },
  { name: 'a', logicalType: 'number' },
]);
const rows = Array.from({ length: 10_000 }, (_, i) => `row ${i},${(i * 7919) % 1000}.5`);
const trainFile = join(folder, 'train.csv');
const holdoutFile = join(folder, 'holdout.csv');

async function split(lines: string[], holdoutPercent = 30, header = 'b,a') {
  const profile = await profileOf(folder, contract, `${header}\n${lines.join('\n')}\n`, {
    holdoutPercent,
    trainFile,
    holdoutFile,
  });
  const [train, holdout] = [trainFile, holdoutFile].map((file) => readFileSync(file, 'utf8').trimEnd().split('\n'));
  return { profile, train: train ?? [], holdout: holdout ?? [] };
}

const whole = split(rows);

test('the holdout has about its share of 10,000 rows, and the counts are those of the files', async () => {
  const { profile, train, holdout } = await whole;
  expect(Math.abs(profile.holdoutRows / profile.rows - 0.3)).toBeLessThan(0.02);
  expect([train.length - 1, holdout.length - 1]).toEqual([profile.trainRows, profile.holdoutRows]);
});

test('the parts have a header each, keep the order of the rows, and lose and double none', async () => {
  const { train, holdout } = await whole;
  expect([train[0], holdout[0]]).toEqual(['b,a', 'b,a']);
  const side = new Set(holdout);
  expect(train.slice(1)).toEqual(rows.filter((row) => !side.has(row)));
  expect(holdout.slice(1)).toEqual(rows.filter((row) => side.has(row)));
});

test('the side is the last 8 bytes of the MD5 of the fields by name, so any engine can repeat it', async () => {
  const side = new Set((await whole).holdout.slice(1));
  for (const row of rows.slice(0, 200)) {
    const [b, a] = row.split(',');
    const digest = createHash('md5').update(`${a}\x1f${b}`).digest();
    expect(side.has(row)).toBe(digest.readBigUInt64LE(8) % 10_000n < 3_000n);
  }
});

test('neither shuffling nor sharding nor the order of columns moves a row to the other side', async () => {
  const expected = new Set((await whole).holdout.slice(1));
  const shuffled = await split([...rows].reverse());
  expect(new Set(shuffled.holdout.slice(1))).toEqual(expected);
  const first = await split(rows.slice(0, 3_333));
  const rest = await split(rows.slice(3_333));
  expect(new Set([...first.holdout.slice(1), ...rest.holdout.slice(1)])).toEqual(expected);
  const turned = await split(
    rows.map((row) => row.split(',').reverse().join(',')),
    30,
    'a,b',
  );
  expect(new Set(turned.holdout.slice(1))).toEqual(expected);
});

test('a larger share keeps every row that a smaller one held out', async () => {
  const larger = new Set((await split(rows, 50)).holdout);
  expect((await whole).holdout.every((row) => larger.has(row))).toBe(true);
});

test('the parts are CSV with commas and the contract columns only, whatever the input; NaN is a missing value', async () => {
  const profile = await profileOf(folder, contract, 'a;c;b\nNaN;9;"x, ""y"""\n1.50;9;z\n', {
    format: { delimiter: ';' },
    holdoutPercent: 0,
    trainFile,
    holdoutFile,
  });
  expect(readFileSync(trainFile, 'utf8')).toBe('b,a\n"x, ""y""",\nz,1.50\n');
  expect(readFileSync(holdoutFile, 'utf8')).toBe('b,a\n');
  expect(profile.extraColumns).toEqual(['c']);
});
