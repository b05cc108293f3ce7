import { readContract } from '../../../lib/core/contract/read-contract.ts';
import { profileOf, temporaryFolder } from '../tables.ts';

const folder = temporaryFolder();

function suiteOf(...expectations: Array<[type: string, kwargs: object]>) {
  const suite = {
    name: 's',
    expectations: expectations.map(([type, kwargs]) => ({ type: `expect_column_${type}`, kwargs })),
  };
  return readContract({ text: JSON.stringify(suite), file: 'suite.json' });
}

const unique = (column: string): [string, object] => ['values_to_be_unique', { column }];
const different = (column: string): [string, object] => ['unique_value_count_to_be_between', { column, min_value: 0 }];
const median = (column: string): [string, object] => ['median_to_be_between', { column, min_value: 0 }];

async function answers(csv: string, ...expectations: Array<[string, object]>) {
  const { checks } = await profileOf(folder, suiteOf(...expectations), csv);
  return checks.map(({ failing, considered, observed, error }) => error ?? observed ?? [failing, considered]);
}

test('keys and quantiles of a CSV are of all rows with a value, however a number is spelled', async () => {
  const csv = 'id,word,x\n7,a,1.5\n007,A,\n+8,,2\n,a,nan\n-0,b,4\n0,b,1e1\n';
  expect(await answers(csv, unique('id'), different('id'), different('word'), median('x'))).toEqual([[4, 5], 3, 3, 3]);
});

test('keys beyond 64 bits are told apart, and so are those of a column that is not of numbers alone', async () => {
  const csv = 'id,mixed\n18446744073709551617,1\n18446744073709551616,01\n18446744073709551617,x\n';
  expect(await answers(csv, unique('id'), different('id'), different('mixed'))).toEqual([[2, 3], 2, 3]);
});

test('a check that the engine refuses spoils nothing of what is kept for the others', async () => {
  const contract = suiteOf(unique('id'), ['values_to_match_regex', { column: 'word', regex: '(' }], different('word'));
  const { checks } = await profileOf(folder, contract, 'id,word\n1,a\n1,b\n2,b\n');
  expect(checks.map(({ failing, observed, error }) => [failing, observed, error !== undefined])).toEqual([
    [2, undefined, false],
    [null, undefined, true],
    [0, 2, false],
  ]);
});

test('of more columns than are kept, the others are read again', async () => {
  const names = Array.from({ length: 12 }, (_, at) => `c${at}`);
  const rows = Array.from({ length: 40 }, (_, row) => names.map((_, at) => row % (at + 2)).join(','));
  const csv = `${names.join(',')}\n${rows.join('\n')}\n`;
  expect(await answers(csv, ...names.map(different))).toEqual(names.map((_, at) => at + 2));
});

test('few different values are counted by the scan, also where more come after the first rows', async () => {
  const rows = Array.from(
    { length: 30_000 },
    (_, row) => `${row < 25_000 ? row % 3 : row},${row % 2 ? `w${row % 10}` : ''}`,
  );
  const csv = `n,word\n${rows.join('\n')}\n`;
  const share: [string, object] = ['proportion_of_unique_values_to_be_between', { column: 'word', max_value: 1 }];
  expect(await answers(csv, different('n'), different('word'))).toEqual([5_003, 5]);
  expect(await answers(csv, different('n'), unique('n'), different('word'), share)).toEqual([
    5_003,
    [25_000, 30_000],
    5,
    5 / 15_000,
  ]);
});
