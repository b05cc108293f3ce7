import { readFileSync } from 'node:fs';
import { readContract } from '../../../../lib/core/contract/read-contract.ts';

const file = readFileSync(new URL('../../../fixtures/contracts/constraints.json', import.meta.url), 'utf8');
const read = (text: string) => readContract({ text, file: 'constraints.json' });
type Document = { features: Array<Record<string, unknown>>; monitoring_config: Record<string, unknown> };
const changed = (change: (document: Document) => void) => {
  const document = JSON.parse(file) as Document;
  change(document);
  return JSON.stringify(document, null, 1);
};

test('every constraint is a check under the name of its violation, with its line', () => {
  const contract = read(file);
  expect(contract.format).toBe('model-monitor');
  expect(
    contract.checks.map(({ kind, columns, origin, source }) => [source.line, origin?.name, kind, ...columns].join(' ')),
  ).toEqual([
    '3 missing_column_check columns-set',
    '3 extra_column_check column-count',
    '6 data_type_check type age',
    '7 completeness_check statistic age',
    '8 non_negative_check range age',
    '13 data_type_check type city',
    '14 completeness_check statistic city',
    '15 categorical_values_check allowed-values city',
  ]);
  expect(contract.checks.map(({ args, accept }) => ({ args, accept })).slice(2)).toMatchObject([
    { args: { logicalType: 'integer' }, accept: { mostly: 0.9 } },
    { args: { of: 'present-share', minimum: 1 } },
    { args: { minimum: 0 } },
    { args: { logicalType: 'string' } },
    { args: { of: 'present-share', minimum: 0.75 } },
    { args: { values: ['ams', 'rtm'] }, accept: { mostly: 0.95 } },
  ]);
});

test('features are columns of their types', () => {
  expect(read(file).properties.map(({ name, logicalType, required }) => [name, logicalType, required])).toEqual([
    ['age', 'integer', true],
    ['city', 'string', false],
    ['income', undefined, false],
    ['note', undefined, false],
  ]);
});

test('constraints that are disabled ask nothing', () => {
  const off = changed(({ monitoring_config }) =>
    Object.assign(monitoring_config, { evaluate_constraints: 'Disabled' }),
  );
  expect(read(off).checks).toEqual([]);
});

const refused: Array<[what: string, text: string, says: RegExp]> = [
  [
    'an unknown type',
    changed(({ features }) => Object.assign(features[0] ?? {}, { inferred_type: 'Int' })),
    /constraints\.json:6: `features\.0\.inferred_type` got "Int"; allowed: .*Integral/,
  ],
  [
    'an unknown key',
    changed(({ features }) => Object.assign(features[1] ?? {}, { complete: 1 })),
    /features\.1\.complete` is not known here; known: name, inferred_type, completeness/,
  ],
  [
    'a share that is none',
    changed(({ features }) => Object.assign(features[0] ?? {}, { completeness: 95 })),
    /completeness` got 95/,
  ],
  [
    'a feature twice',
    changed(({ features }) => Object.assign(features[1] ?? {}, { name: 'age' })),
    /`features\.1\.name` age is there twice/,
  ],
  ['no feature', '{"version": 0, "features": []}', /`features` got \[\]/],
  [
    'quality of a model',
    '{"version": 0,\n "regression_constraints": {}}',
    /:2: `regression_constraints` is about the quality of a model/,
  ],
  [
    'statistics',
    '{"version": 0,\n "dataset": {"item_count": 1}, "features": []}',
    /:2: `dataset` statistics describe data/,
  ],
];

test.each(refused)('%s is refused with file, line and what is allowed', (_what, text, says) => {
  expect(() => read(text)).toThrow(says);
});
