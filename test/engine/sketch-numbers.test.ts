import { columnOf, type Storage } from '../../lib/core/checks/column.ts';
import { derive } from '../../lib/core/checks/derive.ts';
import type { LogicalType } from '../../lib/core/contract/property.ts';
import { estimateDistinct } from '../../lib/core/sketch/distinct.ts';
import { DistinctCounter } from '../../lib/core/sketch/distinct-counter.ts';
import { openDatabase } from '../../lib/engine/database.ts';
import { distinctOfColumn } from '../../lib/engine/sketch-column.ts';
import { contractOf, profileOf, temporaryFolder } from './tables.ts';

const folder = temporaryFolder();

/** As the engine counts the same numbers with SQL. */
async function distinctBySql(storage: Storage, logicalType: LogicalType, values: number[]): Promise<string> {
  const database = await openDatabase([], folder);
  const column = columnOf({ name: 'x', storage, logicalType }, 0);
  const type = storage === 'integer' ? 'BIGINT' : 'DOUBLE';
  try {
    const literals = values.map((value) => `'${Object.is(value, -0) ? '-0' : value}'::${type}`).join(', ');
    const from = `(SELECT *, ${derive(column).join(', ')} FROM (SELECT unnest([${literals}]) AS c0))`;
    return await distinctOfColumn({ database, from, column });
  } finally {
    database.close();
  }
}

function distinctByCounter(kind: 'whole' | 'float', values: number[]): string {
  const counter = new DistinctCounter(kind);
  counter.add(Float64Array.from(values));
  return counter.counted();
}

/** Numbers next to every power of two, where a logarithm may be rounded to the next whole number. */
function nextToPowers(): number[] {
  return Array.from({ length: 2_098 }, (_, at) => 2 ** (at - 1_074)).flatMap((power) => {
    const step = 2 ** Math.max(-1_074, Math.floor(Math.log2(power)) - 53);
    return [1, 2, 3, 40, 2_000].flatMap((n) => [power, power - n * step, power + 2 * n * step, -power + n * step]);
  });
}

test('different numbers are counted as the engine counts them, at every size', async () => {
  const values = [0, -0, ...nextToPowers(), Number.MAX_VALUE, 1 / 3, Math.PI, 1e-310].filter(Number.isFinite);
  // One by one, as of many the greatest ranks hide the others.
  for (let from = 0; from < values.length; from += 400) {
    const some = values.slice(from, from + 400);
    expect(distinctByCounter('float', some)).toBe(await distinctBySql('float', 'number', some));
  }
});

test('different whole numbers are too, up to the last that a double tells apart', async () => {
  const values = Array.from({ length: 1_000 }, (_, at) => (at % 2 === 0 ? 1 : -1) * Math.trunc(1.03 ** at));
  const whole = [0, ...values.filter(Number.isSafeInteger), Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];
  expect(distinctByCounter('whole', whole)).toBe(await distinctBySql('integer', 'integer', whole));
});

test('whole numbers that a double does not tell apart are told apart all the same', async () => {
  const ids = Array.from({ length: 300 }, (_, at) => 2n ** 60n + BigInt(at));
  const contract = contractOf([{ name: 'id', logicalType: 'integer' }]);
  const { columns } = await profileOf(folder, contract, `id\n${ids.join('\n')}\n`);
  expect(Math.abs(estimateDistinct(columns[0]?.distinct ?? '') - 300)).toBeLessThanOrEqual(15);
  expect(columns[0]?.quantiles).toMatchObject({ level: 0, positive: { counts: [300] } });
});
