import { columnOf, type Storage } from '../../lib/core/checks/column.ts';
import { derive } from '../../lib/core/checks/derive.ts';
import type { LogicalType } from '../../lib/core/contract/property.ts';
import { openDatabase } from '../../lib/engine/database.ts';
import { hashed } from '../../lib/engine/stable-hash.ts';
import { temporaryFolder } from './tables.ts';

const folder = temporaryFolder();

async function hashesOf(storage: Storage, logicalType: LogicalType, ...values: string[]): Promise<string[]> {
  const database = await openDatabase([], folder);
  const column = columnOf({ name: 'x', storage, logicalType }, 0);
  try {
    const rows = `(SELECT unnest([${values.join(', ')}]) AS c0)`;
    const read = await database.rows(
      `SELECT h FROM ${hashed(column, `(SELECT *, ${derive(column).join(', ')} FROM ${rows})`)}`,
    );
    return read.map(({ h }) => String(h));
  } finally {
    database.close();
  }
}

test('hashes are these for ever: profiles that are stored hold them', async () => {
  expect(
    await hashesOf('integer', 'integer', '-9223372036854775808', '0', '1', '9223372036854775807'),
  ).toMatchInlineSnapshot(`
[
  "3047672444916063930",
  "4088693210531264326",
  "1128470614835363370",
  "11959789780096938947",
]
`);
  expect(
    await hashesOf('float', 'number', "'-1.5'::DOUBLE", '0', "'5e-324'", "'1.7976931348623157e308'"),
  ).toMatchInlineSnapshot(`
[
  "13777324050432182475",
  "3047672444916063930",
  "9068548881505349950",
  "3926776608688334096",
]
`);
  expect(await hashesOf('string', 'string', "''", "'é'")).toMatchInlineSnapshot(`
[
  "9098107892288553193",
  "8054489590243458038",
]
`);
  expect(await hashesOf('date', 'date', "DATE '2026-01-31'")).toMatchInlineSnapshot(`
[
  "2623100783685745267",
]
`);
});

test('a whole number is one whether it was written as text or not, and both zeros are one', async () => {
  expect(await hashesOf('text', 'integer', "'7'", "'-9223372036854775808'")).toEqual(
    await hashesOf('integer', 'integer', '7', '-9223372036854775808'),
  );
  const [zero, minus] = await hashesOf('float', 'number', "'0'::DOUBLE", "'-0.0'::DOUBLE");
  expect(zero).toBe(minus);
});

test('different numbers have different hashes, at the ends of their range too', async () => {
  const numbers = ['1', '2', '0.5', '-1', '1e-310', '2e-310', '5e-324', '1e308', '1.0000000000000002'];
  const hashes = await hashesOf('float', 'number', ...numbers.map((n) => `'${n}'::DOUBLE`));
  expect(new Set(hashes).size).toBe(numbers.length);
});
