import type { Check } from '../../../lib/core/checks/check.ts';
import { temporaryFolder } from '../tables.ts';
import { checkOf, measured, rowsOf } from './tables.ts';

const folder = temporaryFolder();

const relation = rowsOf(
  {
    n: 'integer',
    f: 'float',
    s: 'string',
    day: 'date',
    any: 'mixed',
    m: 'integer',
    csv: { name: 'csv', storage: 'text', logicalType: 'number' },
  },
  `(1, 0.5::DOUBLE, 'abc', DATE '2024-01-01', '1'::JSON, 1, '1'),
   (2, 'nan', '{"a": 1}', DATE '2024-02-01', '"1"', 3, 'nan'),
   (2, 'inf', '', NULL, 'null', NULL, NULL),
   (NULL, -1, NULL, DATE '2023-12-31', '2.5', NULL, 'x'),
   (5, 3, 'Abc 2024-05-06', DATE '2024-03-01', 'true', 4, '2.0')`,
);

const cases: Array<[check: Check, failing: number[], considered: number]> = [
  [checkOf('required', ['f']), [2], 5],
  [checkOf('required', ['any']), [3], 5],
  [checkOf('absent', ['m']), [1, 2, 5], 5],
  [checkOf('allowed-values', ['n'], { values: [1, 5, null] }), [2, 3], 4],
  [checkOf('allowed-values', ['n'], { values: [] }), [1, 2, 3, 5], 4],
  [checkOf('allowed-values', ['any'], { values: [1, 2.5] }), [2, 5], 4],
  [checkOf('allowed-values', ['csv'], { values: [1] }), [5], 3],
  [checkOf('allowed-values', ['day'], { values: ['2024-01-01', '2024-02-01'] }), [4, 5], 4],
  [checkOf('forbidden-values', ['s'], { values: ['abc', ''] }), [1, 3], 4],
  [checkOf('forbidden-values', ['n'], { values: [null] }), [], 4],
  [checkOf('range', ['n'], { minimum: 2, exclusiveMaximum: 5 }), [1, 5], 4],
  [checkOf('range', ['s'], { minimum: 'abc' }), [3, 5], 4],
  [checkOf('range', ['any'], { maximum: 2 }), [2, 4, 5], 4],
  [checkOf('range', ['day'], { minimum: '2024-01-01' }), [4], 4],
  [checkOf('range', ['n'], { minimum: 2, maximum: 4, not: true }), [2, 3], 4],
  [checkOf('range', ['any'], { maximum: 2, not: true }), [1], 4],
  [checkOf('range', ['n'], { minimum: 2 }, { missing: 'fail' }), [1, 4], 5],
  [checkOf('range', ['csv'], { minimum: 2, not: true }, { missing: 'pass' }), [5], 5],
  [checkOf('age', ['day'], { maximum: 31 * 86_400, reference: '2024-02-01T00:00:00Z' }), [4], 4],
  [checkOf('age', ['day'], { exclusiveMinimum: 0, reference: '2024-02-01T00:00:00Z' }), [2, 5], 4],
  [checkOf('age', ['day'], { minimum: 0, maximum: 0, not: true, reference: '2024-02-01T00:00:00Z' }), [2], 4],
  [checkOf('age', ['day'], { maximum: 0 }), [1, 2, 4, 5], 4],
  [checkOf('age', ['s'], { maximum: 0, reference: '2024-02-01T00:00:00Z' }), [1, 2, 3, 5], 4],
  [checkOf('nested', ['s'], { of: 'object' }), [1, 3, 5], 4],
  [checkOf('nested', ['any'], { of: 'array' }), [1, 2, 4, 5], 4],
  [checkOf('pattern', ['s'], { pattern: 'b' }), [2, 3], 4],
  [checkOf('pattern', ['s'], { pattern: 'b', negate: true }), [1, 5], 4],
  [checkOf('pattern', ['s'], { pattern: 'a', anchored: 'start' }), [2, 3, 5], 4],
  [checkOf('pattern', ['s'], { pattern: 'a|abc', anchored: 'full' }), [2, 3, 5], 4],
  [checkOf('pattern', ['s'], { pattern: '(?i)^abc(?P<rest>.*)$', dialect: 'python' }), [2, 3], 4],
  [checkOf('pattern', ['s'], { pattern: 'a%', dialect: 'like' }), [2, 3, 5], 4],
  [checkOf('patterns', ['s'], { patterns: ['^a', '2'], match: 'any' }), [2, 3], 4],
  [checkOf('patterns', ['s'], { patterns: ['A', '2'], match: 'all', negate: true }), [5], 4],
  [checkOf('patterns', ['s'], { patterns: ['a%', '{%'], match: 'any', dialect: 'like' }), [3, 5], 4],
  [checkOf('date-format', ['s'], { format: 'Abc %Y-%m-%d' }), [1, 2, 3], 4],
  [checkOf('json', ['s']), [1, 3, 5], 4],
  [checkOf('json', ['n']), [1, 2, 3, 5], 4],
  [checkOf('finite', ['f']), [2, 3], 5],
  [checkOf('finite', ['csv']), [2], 4],
  [checkOf('increasing', ['n']), [], 4],
  [checkOf('increasing', ['n'], { strictly: true }), [3], 4],
  [checkOf('decreasing', ['day']), [2, 5], 4],
  [checkOf('z-score', ['n'], { threshold: 1, doubleSided: false }), [5], 4],
  [checkOf('pair-equal', ['n', 'm']), [2, 3, 5], 4],
  [checkOf('pair-equal', ['n', 'm'], { ignore: 'any-missing' }), [2, 5], 3],
  [checkOf('pair-equal', ['n', 'm'], { ignore: 'never' }), [2, 3, 5], 5],
  [checkOf('pair-greater', ['n', 'm'], { ignore: 'any-missing' }), [1, 2], 3],
  [checkOf('pair-greater', ['n', 'm'], { orEqual: true }), [2, 3], 4],
  [
    checkOf('pair-allowed', ['n', 'm'], {
      pairs: [
        [1, 1],
        [2, null],
      ],
    }),
    [2, 5],
    4,
  ],
  [checkOf('row-sum', ['n', 'm'], { total: 2 }), [2, 3, 5], 4],
  [checkOf('row-distinct', ['n', 'm', 'f'], { ignore: 'any-missing' }), [1], 2],
  [checkOf('row-equal', ['n', 'm']), [2, 3, 5], 4],
  [checkOf('unique', ['n']), [3], 4],
  [checkOf('unique', ['n'], { count: 'all' }), [2, 3], 4],
  [checkOf('unique', ['n', 'm'], { ignore: 'never', count: 'all' }), [], 5],
  [checkOf('unique', ['m', 'm'], { ignore: 'never' }), [4], 5],
];

test('failing rows and considered rows of each kind are those of its promise', async () => {
  const counts = await measured(
    folder,
    relation,
    cases.map(([check]) => check),
    { samples: 'all' },
  );
  const seen = counts.map(({ considered, samples, error }, index) => {
    const { kind, columns, args } = cases[index]?.[0] ?? checkOf('', []);
    return [kind, columns, args, error ?? samples.map(({ row }) => row), considered];
  });
  expect(seen).toEqual(
    cases.map(([check, rows, considered]) => [check.kind, check.columns, check.args, rows, considered]),
  );
  for (const [index, { failing, total, considered, missing }] of counts.entries()) {
    expect(failing).toBe(cases[index]?.[1].length);
    expect((considered ?? 0) + (missing ?? 0)).toBe(total);
  }
});

test('a condition narrows what is counted, whatever the measure', async () => {
  const where = { column: 'm', is: 'present' } as const;
  const checks = [
    checkOf('required', ['n'], {}, { where }),
    checkOf('range', ['n'], { maximum: 1 }, { where }),
    checkOf('unique', ['n'], {}, { where: { not: where } }),
    checkOf('increasing', ['f'], {}, { where }),
    checkOf('row-count', [], {}, { where }),
  ];
  const counts = await measured(folder, relation, checks);
  expect(counts.map(({ failing, total }) => [failing, total])).toEqual([
    [0, 3],
    [2, 3],
    [0, 2],
    [0, 3],
    [3, 3],
  ]);
});

test('a check that cannot be measured says so, and the others are measured', async () => {
  const checks = [
    checkOf('required', ['gone']),
    checkOf('range', ['day'], { minimum: 'yesterday' }),
    checkOf('range', ['s'], { minimum: 3 }),
    checkOf('date-format', ['n'], { format: '%Y' }),
    checkOf('unsupported', [], { what: 'lambda', why: 'it is Python' }),
    checkOf('required', ['n'], {}, { where: { column: 'gone', is: 'null' } }),
    checkOf('required', ['n']),
  ];
  const counts = await measured(folder, relation, checks);
  expect(counts.map(({ error }) => error?.message)).toEqual([
    'no column is called "gone"; columns: n, f, s, day, any, m, csv',
    expect.stringContaining('invalid date'),
    's holds string values, which cannot be compared with 3',
    'n holds integer values; only text can be like %Y',
    'lambda is not supported: it is Python',
    'no column is called "gone"; columns: n, f, s, day, any, m, csv',
    undefined,
  ]);
  expect(counts.at(-1)).toMatchObject({ failing: 1, total: 5 });
});

test('samples are as many as asked for, and have their values where those are asked for', async () => {
  const checks = [
    checkOf('required', ['m']),
    checkOf('pair-equal', ['n', 'any']),
    checkOf('allowed-values', ['csv'], { values: [1] }),
  ];
  const options = { samples: 'all', values: true } as const;
  const counts = await measured(folder, relation, checks, options);
  expect(counts.map(({ samples }) => samples)).toEqual([
    [3, 4].map((row) => ({ row, value: null, values: [null] })),
    [
      { row: 2, value: '2, 1', values: [2, '1'] },
      { row: 3, value: '2', values: [2, null] },
      { row: 4, value: '2.5', values: [null, 2.5] },
      { row: 5, value: '5, true', values: [5, true] },
    ],
    [{ row: 5, value: '2', values: [2] }],
  ]);
  const keyed = await measured(folder, relation, [...checks, checkOf('unique', ['n'])], { keys: ['s', 'day'] });
  expect(keyed.map(({ samples }) => samples.at(-1))).toEqual([
    { row: 4, value: null, keys: [null, '2023-12-31'] },
    { row: 5, value: '5, true', keys: ['Abc 2024-05-06', '2024-03-01'] },
    { row: 5, value: '2.0', keys: ['Abc 2024-05-06', '2024-03-01'] },
    { row: 3, value: '2', keys: ['', null] },
  ]);
  const few = await measured(folder, relation, checks, { samples: 1 });
  expect(few.map(({ samples }) => samples.length)).toEqual([1, 1, 1]);
});

const texts = rowsOf(
  { s: 'string', any: 'mixed' },
  [
    ["'2020-01-31'", "'1'"],
    ['\'{"a": 1}\'', '\'"{\\"a\\": 1}"\''],
    ['\'{"a": "x"}\'', "'null'"],
    ["'a@example.org'", "'true'"],
    ["'4111 1111 1111 1111'", '\'"5 May"\''],
    ["'2001:db8::1'", "'2'"],
    ["'10.0.0.255'", "'3'"],
    ["'123e4567-e89b-12d3-a456-426614174000'", "'4'"],
    ["'https://example.org/x?y'", "'5'"],
    ["'219-09-9999'", "'6'"],
    ['NULL', "'7'"],
  ]
    .map(([s, any]) => `(${s}, ${any}::JSON)`)
    .join(', '),
);
const schema = { type: 'object', properties: { a: { type: 'integer' } } };

test('what a text means is told by JavaScript where SQL has no words for it', async () => {
  const kinds = ['date-parseable', 'json-schema', ...['email', 'credit-card', 'ipv6', 'ipv4', 'uuid', 'url', 'ssn']];
  const checks = kinds.map((kind) => {
    if (kind === 'date-parseable') return checkOf(kind, ['s']);
    return kind === 'json-schema' ? checkOf(kind, ['s'], { schema }) : checkOf('semantic', ['s'], { type: kind });
  });
  const counts = await measured(folder, texts, checks, { samples: 'all' });
  const passing = counts.map(({ samples, error }) => {
    const failing = samples.map(({ row }) => row);
    return error?.message ?? [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].filter((row) => !failing.includes(row));
  });
  expect(passing).toEqual([[1], [2], [4], [5], [6], [7], [8], [9], [10]]);
  const [any] = await measured(folder, texts, [checkOf('json-schema', ['any'], { schema })], { samples: 'all' });
  expect(any).toMatchObject({ failing: 9, considered: 10 });
});

test('durations are those of pandas and of ISO 8601, and whole numbers of their unit', async () => {
  const spelled = [
    "'1 days 02:03:04'",
    "'-1 days +23:59:59.5'",
    "'0 days'",
    "'P1DT2H3M4S'",
    "'-PT0.000000001S'",
    "'P1M'",
    "'2:03'",
    "'P'",
    'NULL',
  ];
  const some = rowsOf({ d: 'string', n: 'integer' }, spelled.map((one, at) => `(${one}, ${at})`).join(', '));
  const rows = async (column: string, args: object) => {
    const [counts] = await measured(folder, some, [checkOf('duration', [column], args)]);
    return counts?.error ?? counts?.samples.map(({ row }) => row);
  };
  const none = [6, 7, 8];
  expect(await rows('d', {})).toEqual(none);
  expect(await rows('d', { minimum: 0 })).toEqual([2, 5, ...none]);
  expect(await rows('d', { minimum: -1, maximum: 93_784e9 })).toEqual([2, ...none]);
  expect(await rows('d', { minimum: -500_000_000, exclusiveMaximum: 93_784e9 })).toEqual([1, 4, ...none]);
  expect(await rows('n', { maximum: 3_000_000, unit: 'ms' })).toEqual([5, 6, 7, 8, 9]);
});
