import { readContract } from '../../lib/core/contract/read-contract.ts';
import { dataGate } from '../../lib/core/profile/data-gate.ts';
import { profileOf, temporaryFolder } from './tables.ts';

const folder = temporaryFolder();

async function judge(rules: string, csv: string) {
  const contract = readContract({ text: `Rules = [ ${rules} ]`, file: 'orders.dqdl' });
  const profile = await profileOf(folder, contract, csv);
  const record = { status: 'profiled' as const, file: 'data.csv', profile };
  const { gate } = dataGate(contract, [record], { decidedAt: '2024-01-01T00:00:00Z' });
  return gate.checks.map(({ verdict }) => verdict);
}

const isNumber = 'ColumnDataType "a" = "DOUBLE" with threshold > 0';
/** 18 of 20 rows hold 1 to 18, one 100, and one nothing. */
const csv = `a,b\n${[...Array(18).keys()].map((i) => `${i + 1},x\n`).join('')}100,x\n,y\n`;

test('a row without a value fails ColumnValues, and counts in its threshold', async () => {
  const rule = (threshold: string) => `${isNumber}, ColumnValues "a" between 0 and 50 with threshold ${threshold}`;
  expect(await judge(rule('>= 0.9'), csv)).toEqual(['pass', 'pass']);
  expect(await judge(rule('> 0.9'), csv)).toEqual(['pass', 'fail']);
  expect(await judge(rule('= 0.9'), csv)).toEqual(['pass', 'pass']);
});

test('NULL in a list lets a row without a value pass', async () => {
  expect(await judge('ColumnValues "b" in ["x"]', 'b,c\nx,1\n,1\n')).toEqual(['fail']);
  expect(await judge('ColumnValues "b" in ["x", NULL]', 'b,c\nx,1\n,1\n')).toEqual(['pass']);
});

test('alternatives are settled in the gate', async () => {
  expect(await judge('(RowCount > 100) or (IsComplete "b")', csv)).toEqual(['pass', 'pass']);
  expect(await judge('(RowCount > 100) or (IsComplete "a")', csv)).toEqual(['fail', 'fail']);
});

test('the ratio of two sums, of which none may be there', async () => {
  const csv = 'a,b,z\n1,4,0\n2,2,0\n';
  const rule = (text: string) =>
    judge(`${text}, ColumnDataType "a" = "DOUBLE", ColumnDataType "b" = "DOUBLE", ColumnDataType "z" = "DOUBLE"`, csv);
  expect((await rule('AggregateMatch "sum(a)" "sum(b)" = 0.5'))[0]).toBe('pass');
  expect((await rule('AggregateMatch "avg(a)" "AVG(primary.z)" = 0'))[0]).toBe('pass');
  expect((await rule('AggregateMatch "sum(z)" "sum(z)" = 1'))[0]).toBe('pass');
  expect((await rule('AggregateMatch "sum(a)" "sum(b)" > 0.5'))[0]).toBe('fail');
});
