import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../lib/engine/database.ts';
import { contractOf, profileOf, temporaryFolder } from './tables.ts';

const folder = temporaryFolder();

const escapes = [
  "SELECT * FROM read_csv('/etc/passwd')",
  "SELECT * FROM read_text('/etc/hostname')",
  "SELECT * FROM glob('/*')",
  "COPY (SELECT 1) TO '/tmp/signalbox-escaped.csv'",
  "ATTACH '/tmp/signalbox-escaped.db' AS other",
  'INSTALL httpfs',
  "LOAD '/tmp/x.duckdb_extension'",
  'SET enable_external_access = true',
  "SET allowed_paths = ['/etc/passwd']",
  "SET memory_limit = '100GB'",
  "SET temp_directory = '/tmp/elsewhere'",
  'RESET lock_configuration',
];

test.each(escapes)('the engine refuses %s', async (sql) => {
  const database = await openDatabase([], folder);
  try {
    await expect(database.rows(sql)).rejects.toThrow();
  } finally {
    database.close();
  }
});

const crafted = [
  `"; COPY (SELECT 1) TO '${join(folder, 'escaped.csv')}'; --`,
  "a' || (SELECT content FROM read_text('/etc/hostname')) || '",
  '"), (SELECT 1)) --',
  'select',
  'c0',
  '__proto__',
  '${x}',
  'é "quoted" name',
  'a\nb',
];

test.each(crafted)('a column may be called %j', async (name) => {
  const properties = [
    { name, logicalType: 'integer', required: true, unique: true, logicalTypeOptions: { maximum: 5 } },
    { name: 'other', logicalType: 'string' },
  ];
  const header = `"${name.replaceAll('"', '""')}",other`;
  const trainFile = join(folder, 'train.csv');
  const profile = await profileOf(folder, contractOf(properties), `${header}\n1,x\n9,y\n`, { trainFile });
  expect(profile.checks.map(({ failing }) => failing)).toEqual([0, 0, 0, 1, 0]);
  expect(profile.columns[0]).toMatchObject({ name, valid: 2, max: 9 });
  expect(existsSync(join(folder, 'escaped.csv'))).toBe(false);
});

test.each(crafted)('%j is only text, as a pattern (escaped) and as an allowed value', async (text) => {
  const escaped = text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const contract = contractOf([
    {
      name: 'a',
      logicalType: 'string',
      logicalTypeOptions: { pattern: `^${escaped}$` },
      quality: [{ metric: 'invalidValues', arguments: { validValues: [text] }, mustBe: 0 }],
    },
  ]);
  const profile = await profileOf(folder, contract, `a\n"${text.replaceAll('"', '""')}"\nother\n`);
  expect(profile.checks.map(({ failing }) => failing)).toEqual([0, 1, 1]);
  expect(existsSync(join(folder, 'escaped.csv'))).toBe(false);
});

test('only the files of the job can be read', async () => {
  const [mine, other] = [join(folder, 'mine.csv'), join(folder, 'other.csv')];
  for (const file of [mine, other]) writeFileSync(file, 'a\n1\n');
  const database = await openDatabase([mine], folder);
  await expect(database.rows(`SELECT * FROM read_csv('${mine}')`)).resolves.toHaveLength(1);
  await expect(database.rows(`SELECT * FROM read_csv('${other}')`)).rejects.toThrow(/disabled/);
  database.close();
});
