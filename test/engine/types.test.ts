import { contractOf, parquetOf, profileOf, temporaryFolder } from './tables.ts';

const folder = temporaryFolder();

const cases: Array<[type: string, options: object, good: string[], bad: string[]]> = [
  ['integer', {}, ['0', '-7', '+5', '12', '5.0', '9007199254740993'], ['1.5', 'x', '0x10', '1_000', 'inf', '1 2']],
  ['number', {}, ['0', '-.5', '1e5', '3.25', ' 4 '], ['1,5', 'abc', 'inf', '-Infinity', '1_000', '0x10']],
  ['boolean', {}, ['true', 'FALSE', 'True', '0', '1'], ['yes', 't', '2']],
  ['date', {}, ['2024-02-29', '1999-12-31'], ['2023-02-29', '29.02.2024', 'infinity', 'epoch', 'today']],
  ['date', { format: 'dd.MM.yyyy' }, ['29.02.2024'], ['2024-02-29', '31.02.2024']],
  [
    'timestamp',
    {},
    ['2024-02-29 10:00:00', '2024-02-29T10:00:00', '2024-02-29T10:00:00.5Z', '2024-02-29'],
    ['10:00', 'infinity', 'epoch', 'now', '2024-13-01 00:00:00', '2024-02-30T10:00:00', '-024-02-29 10:00:00'],
  ],
  ['timestamp', { format: "yyyy-MM-dd'T'HH:mm:ss" }, ['2024-02-29T10:00:00'], ['2024-02-29 10:00:00']],
  ['time', {}, ['10:00:00', '23:59:59.5'], ['24:61:00', 'noon', '2024-01-01']],
  ['time', { format: 'HH:mm' }, ['10:05'], ['10:05:00', '25:00']],
];

test.each(cases)('%s %j: what is of the type and what is not', async (logicalType, logicalTypeOptions, good, bad) => {
  const contract = contractOf([{ name: 'a', logicalType, logicalTypeOptions }]);
  const profile = await profileOf(folder, contract, `a\n${[...good, ...bad].map((cell) => `"${cell}"`).join('\n')}\n`);
  expect(profile.columns[0]).toMatchObject({ valid: good.length, invalid: bad.length });
  expect(profile.checks[0]?.samples.map(({ value }) => value)).toEqual(bad);
});

const limits: Array<[type: string, options: object, inside: string[], outside: string[]]> = [
  ['integer', { format: 'u8' }, ['0', '255'], ['-1', '256']],
  ['number', { minimum: 0.1, maximum: 0.3 }, ['0.1', '0.3'], ['0.0999', '0.3001']],
  ['number', { exclusiveMinimum: 0, exclusiveMaximum: 1 }, ['0.5'], ['0', '1']],
  ['date', { minimum: '2024-01-01', exclusiveMaximum: '2025-01-01' }, ['2024-01-01'], ['2023-12-31', '2025-01-01']],
  [
    'timestamp',
    { maximum: '2024-01-01T12:00:00' },
    ['2024-01-01 12:00:00', '2024-01-01T13:59:59+02:00'],
    ['2024-01-01 12:00:01', '2024-01-01T11:00:00-02:00'],
  ],
  ['time', { minimum: '09:00', maximum: '17:00:00' }, ['09:00:00', '17:00:00'], ['08:59:59', '17:00:01']],
];

test.each(limits)('%s within %j', async (logicalType, logicalTypeOptions, inside, outside) => {
  const contract = contractOf([{ name: 'a', logicalType, logicalTypeOptions }]);
  const profile = await profileOf(folder, contract, `a\n${[...inside, ...outside].join('\n')}\n`);
  expect(profile.checks[1]?.samples.map(({ value }) => value)).toEqual(outside);
});

test('64-bit keys that are equal as doubles are different keys; spellings of one number are one key', async () => {
  const contract = contractOf([{ name: 'a', logicalType: 'integer', unique: true }]);
  const profile = await profileOf(folder, contract, 'a\n9007199254740992\n9007199254740993\n7\n007\n');
  expect(profile.checks[1]).toMatchObject({ failing: 1, samples: [{ row: 4, value: '007' }] });
});

test('a key of several columns is not fooled by where one ends, and rows without it do not count', async () => {
  const properties = ['a', 'b'].map((name) => ({ name, logicalType: 'string' }));
  const quality = [{ metric: 'duplicateValues', arguments: { properties: ['a', 'b'] }, mustBe: 0 }];
  const profile = await profileOf(folder, contractOf(properties, quality), 'a,b\nx,yz\nxy,z\n,z\n,z\nx,yz\n');
  expect(profile.checks[0]).toMatchObject({ failing: 1, samples: [{ row: 5, value: 'x, yz' }] });
});

test('few different values are counted, many or very long ones are not', async () => {
  const contract = contractOf(['few', 'many', 'long'].map((name) => ({ name, logicalType: 'string' })));
  const rows = Array.from(
    { length: 300 },
    (_, i) => `${i % 3 ? 'b' : 'a'},v${i % 150},${'x'.repeat(i === 7 ? 201 : 3)}`,
  );
  const profile = await profileOf(folder, contract, `few,many,long\n${rows.join('\n')}\n`);
  expect(profile.columns.map(({ values }) => values)).toEqual([
    [
      { value: 'b', count: 200 },
      { value: 'a', count: 100 },
    ],
    null,
    null,
  ]);
});

test('numbers and moments of a typed file are no strings, and whatever a CSV holds is one', async () => {
  const contract = contractOf([{ name: 'a', logicalType: 'string' }]);
  const failing = async (content: string | Uint8Array, name: string) =>
    (await profileOf(folder, contract, content, {}, name)).checks[0]?.failing;
  expect(await failing('a\n1\n2024-01-01\n', 'a.csv')).toBe(0);
  expect(await failing('{"a":"1"}\n{"a":null}\n', 'a.jsonl')).toBe(0);
  expect(await failing('{"a":1}\n{"a":"x"}\n{"a":true}\n', 'a.jsonl')).toBe(2);
  expect(await failing(await parquetOf(folder, "SELECT '1' AS a"), 'a.parquet')).toBe(0);
  expect(await failing(await parquetOf(folder, 'SELECT 1 AS a'), 'a.parquet')).toBe(1);
  expect(await failing(await parquetOf(folder, "SELECT DATE '2024-01-01' AS a"), 'a.parquet')).toBe(1);
  const customProperties = [{ property: 'signalboxCoerced', value: true }];
  const coerced = contractOf([{ name: 'a', logicalType: 'string', customProperties }]);
  const made = await profileOf(folder, coerced, await parquetOf(folder, 'SELECT 1 AS a'), {}, 'a.parquet');
  expect(made.checks.map(({ failing }) => failing)).toEqual([0]);
});
