import { readContract } from '../../lib/core/contract/read-contract.ts';
import { dataGate } from '../../lib/core/profile/data-gate.ts';
import { parquetOf, profileOf, temporaryFolder } from './tables.ts';

const folder = temporaryFolder();
const [key, next] = ['9223372036854775806', '9223372036854775807'];
const parquet = (value: string) => parquetOf(folder, `SELECT ${value}::BIGINT AS a`);

const odcs = (property: object) =>
  JSON.stringify({
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id: 'x',
    version: '1',
    status: 'active',
    schema: [{ name: 'table', properties: [{ name: 'a', logicalType: 'integer', ...property }] }],
  }).replaceAll(/"(\d{19})"/g, '$1');
const suite = (expectation: string) => `{"name": "s", "expectations": [${expectation}]}`;
const inSet = (condition: string) =>
  suite(`{"type": "expect_column_values_to_be_in_set", "kwargs": {"column": "a", "value_set": [${key}]${condition}}}`);
const conditions: Record<string, string> = {
  pandas: `, "row_condition": "a == ${next}", "condition_parser": "pandas"`,
  great_expectations: `, "row_condition": "col(\\"a\\") == ${next}", "condition_parser": "great_expectations"`,
  tree: `, "row_condition": {"type": "comparison", "column": {"name": "a"}, "operator": "==", "parameter": ${next}}`,
};

/** Verdicts on a column `a` that holds the first key, and its neighbour. A condition that no row meets is inconclusive. */
const contracts: Array<[what: string, text: string, file: string, verdicts: [first: string, second: string]]> = [
  [
    'a value of pandera',
    `schema_type: dataframe\ncolumns: { a: { dtype: int64, isin: [${key}] } }`,
    'a.yaml',
    ['pass', 'fail'],
  ],
  [
    'a limit of pandera',
    `schema_type: dataframe\ncolumns: { a: { dtype: int64, lt: ${next} } }`,
    'a.yaml',
    ['pass', 'fail'],
  ],
  ['a value of an expectation', inSet(''), 'a.json', ['pass', 'fail']],
  ['a condition of pandas', inSet(conditions.pandas ?? ''), 'a.json', ['inconclusive', 'fail']],
  ['a condition of a suite', inSet(conditions.great_expectations ?? ''), 'a.json', ['inconclusive', 'fail']],
  ['a condition as a tree', inSet(conditions.tree ?? ''), 'a.json', ['inconclusive', 'fail']],
  ['a limit of ODCS', odcs({ logicalTypeOptions: { maximum: key } }), 'a.json', ['pass', 'fail']],
  [
    'a value of ODCS',
    odcs({ quality: [{ metric: 'invalidValues', arguments: { validValues: [key] }, mustBe: 0 }] }),
    'a.json',
    ['pass', 'fail'],
  ],
  ['a value of DQDL', `Rules = [ ColumnDataType "a" = "LONG", ColumnValues "a" = ${key} ]`, 'a.dqdl', ['pass', 'fail']],
  ['a limit of DQDL', `Rules = [ ColumnDataType "a" = "LONG", ColumnValues "a" > ${key} ]`, 'a.dqdl', ['fail', 'pass']],
];

test.each(contracts)('%s that no number is exactly is told from its neighbour', async (_what, text, file, expected) => {
  const contract = readContract({ text, file });
  const verdict = async (content: string | Uint8Array, name: string) => {
    const profile = await profileOf(folder, contract, content, {}, name);
    const record = { status: 'profiled' as const, file: name, profile };
    return dataGate(contract, [record], { decidedAt: '2026-01-01T00:00:00.000Z' }).gate.verdict;
  };
  expect([await verdict(await parquet(key), 'a.parquet'), await verdict(await parquet(next), 'a.parquet')]).toEqual(
    expected,
  );
  expect([await verdict(`a\n${key}\n`, 'a.csv'), await verdict(`a\n${next}\n`, 'a.csv')]).toEqual(expected);
});
