import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parse } from 'yaml';
import { noRow, operators, units } from '../../../../lib/core/checks/bound.ts';
import { type Accept, type Check, severities } from '../../../../lib/core/checks/check.ts';
import type { Condition } from '../../../../lib/core/checks/condition.ts';
import type { DataContract } from '../../../../lib/core/contract/contract.ts';
import { namedProperties } from '../../../../lib/core/contract/named-properties.ts';
import { readContract } from '../../../../lib/core/contract/read-contract.ts';
import { greatExpectationsSuite } from '../../../../lib/core/export/great-expectations/suite.ts';
import { odcsContract } from '../../../../lib/core/export/odcs/odcs.ts';
import { meaningOf } from '../../../../lib/core/export/same-meaning.ts';

const folder = new URL('../../../fixtures/contracts/', import.meta.url);
const read = (file: string): DataContract =>
  readContract({ text: readFileSync(new URL(file, folder), 'utf8'), file }, { allowUnsupported: true });
const again = (contract: DataContract) =>
  readContract({ text: odcsContract(contract).text, file: 'converted.yaml' }, { allowUnsupported: true });
const meanings = ({ checks }: DataContract) => checks.map(meaningOf).sort();

const files = [
  'orders.dqdl',
  'every-rule.dqdl',
  'constraints.json',
  'pandera/from-0.31.yaml',
  'pandera/to-0.30.yaml',
  'pandera/found-columns.yaml',
  'orders.odcs.yaml',
  'suite.json',
];

test.each(files)('%s keeps every check and the type of every column', (file) => {
  const contract = read(file);
  const converted = again(contract);
  expect(converted.checks.length).toBeGreaterThan(3);
  expect(meanings(converted)).toEqual(meanings(contract));
  const types = ({ properties }: DataContract) =>
    properties.map(({ name, logicalType, dateFormat, identifier, sensitive, optional }) => [
      name,
      logicalType,
      optional,
      dateFormat,
      identifier,
      sensitive,
    ]);
  // A suite declares no columns: they are those that it is about.
  const properties = contract.properties.length > 0 ? contract.properties : namedProperties(contract.checks);
  expect(types(converted)).toEqual(types({ ...contract, properties }));
});

test('a suite comes back from ODCS with every expectation as it was', () => {
  const entries = (text: string) => (JSON.parse(text) as { expectations: object[] }).expectations;
  const before = entries(readFileSync(new URL('suite.json', folder), 'utf8'));
  const after = entries(greatExpectationsSuite(again(read('suite.json'))).text);
  const spelled = (all: object[]) => all.map((one) => JSON.stringify(sorted(one))).sort();
  expect(spelled(after)).toEqual(spelled(before));
});

/** An empty `meta` and the default severity tell nothing. */
function sorted(entry: object): unknown {
  const said = Object.entries(entry).filter(
    ([key, value]) => !(key === 'meta' && Object.keys(value as object).length === 0) && value !== 'critical',
  );
  return Object.fromEntries(
    said.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, isPlain(value) ? sorted(value) : value]),
  );
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

test('fields of objects and items of arrays come back', () => {
  const properties = [
    { name: 'who', logicalType: 'object', properties: [{ name: 'city', logicalType: 'string', required: true }] },
    { name: 'tags', logicalType: 'array', items: { logicalType: 'string' }, logicalTypeOptions: { minItems: 1 } },
  ];
  const head = { apiVersion: 'v3.1.0', kind: 'DataContract', id: 'x', version: '1.0.0', status: 'active' };
  const text = JSON.stringify({ ...head, schema: [{ name: 'table', properties }] });
  const contract = readContract({ text, file: 'contract.yaml' });
  expect(meanings(again(contract))).toEqual(meanings(contract));
  expect(again(contract).properties.map(({ name }) => name)).toEqual(['who', 'who.city', 'tags']);
});

test('what other writers have no word for is named, and nothing of it is written', () => {
  const contract = read('pandera/found-columns.yaml');
  const { leftOut } = greatExpectationsSuite(contract);
  const told = leftOut.map(({ kind, like, optional, missing }) => [kind, like !== undefined, optional, missing]);
  expect(told).toEqual(
    expect.arrayContaining([
      ['length', false, true, undefined],
      ['type', true, undefined, undefined],
      ['duration', false, undefined, undefined],
      ['columns-set', false, undefined, undefined],
    ]),
  );
});

test('what the standard has words for is in those words', () => {
  const { schema } = parse(odcsContract(read('orders.odcs.yaml')).text) as { schema: Array<{ properties: object[] }> };
  expect(schema[0]?.properties[0]).toEqual({
    name: 'order_id',
    logicalType: 'string',
    tags: ['identifier'],
    required: true,
    unique: true,
    logicalTypeOptions: { minLength: 3, maxLength: 18, pattern: '^[A-Z]' },
  });
  expect(JSON.stringify(schema)).not.toContain('custom');
});

const some = files.flatMap((file) => read(file).checks).map(({ origin: _, ...check }): Check => check);
const accepts: fc.Arbitrary<Accept> = fc.oneof(
  fc.constantFrom<Accept>(noRow, { mostly: 1 }, { mostly: 0.9 }),
  fc.record({
    operator: fc.constantFrom(...operators.filter((one) => !one.endsWith('Between'))),
    value: fc.nat({ max: 50 }),
    unit: fc.constantFrom(...units),
  }),
  fc.constantFrom<Accept>(
    { operator: 'mustBeBetween', value: [3, 9], unit: 'percent' },
    { operator: 'mustNotBeBetween', value: [9, 3], unit: 'rows' },
  ),
);
const others: fc.Arbitrary<Partial<Check>> = fc.record(
  {
    severity: fc.constantFrom(...severities),
    where: fc.constantFrom<Condition>({ sql: 'a > 1' }, { column: 'a', is: 'null' }),
    missing: fc.constantFrom('fail' as const, 'pass' as const),
    anyOf: fc.constantFrom('rule 1', 'rule 2'),
  },
  { requiredKeys: [] },
);

test('any check with any limit, condition and severity comes back as it was', () => {
  const check = fc.tuple(fc.constantFrom(...some), accepts, others).map(([one, accept, more]): Check => {
    // Some kinds judge what was seen, and rows are not what their limits are about.
    const own = [
      'row-count',
      'required',
      'unique',
      'range',
      'allowed-values',
      'pattern',
      'type',
      'length',
      'missing-values',
    ].includes(one.kind);
    return {
      ...one,
      ...more,
      ...(own && !(one.kind === 'row-count' && 'unit' in accept && accept.unit === 'percent') ? { accept } : {}),
    };
  });
  fc.assert(
    fc.property(fc.array(check, { minLength: 1, maxLength: 12 }), (checks) => {
      const contract: DataContract = { file: 'x', name: 'x', properties: namedProperties(checks), checks };
      expect(meanings(again(contract))).toEqual(meanings(contract));
    }),
    { numRuns: 300 },
  );
});
