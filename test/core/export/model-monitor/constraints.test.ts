import type { Check } from '../../../../lib/core/checks/check.ts';
import { readContract } from '../../../../lib/core/contract/read-contract.ts';
import { modelMonitorConstraints } from '../../../../lib/core/export/model-monitor/constraints.ts';

const suite = (...expectations: Array<[type: string, kwargs: object]>) =>
  readContract({
    text: JSON.stringify({ name: 's', expectations: expectations.map(([type, kwargs]) => ({ type, kwargs })) }),
    file: 'suite.json',
  });
const written = (contract: ReturnType<typeof suite>) => {
  const { text, leftOut } = modelMonitorConstraints(contract);
  return { features: JSON.parse(text).features, leftOut: leftOut.map(({ kind, accept }) => [kind, accept]) };
};

test('a feature says a thing once: what would take the place of another limit is left out by name', () => {
  const notNull = 'expect_column_values_to_not_be_null';
  const inSet = 'expect_column_values_to_be_in_set';
  expect(
    written(
      suite(
        [notNull, { column: 'a' }],
        [notNull, { column: 'a', mostly: 0.5 }],
        [inSet, { column: 'a', value_set: ['x'] }],
        [inSet, { column: 'a', value_set: ['x', 'y'] }],
        [inSet, { column: 'a', value_set: ['x'], mostly: 0.9 }],
      ),
    ),
  ).toEqual({
    features: [{ name: 'a', inferred_type: 'Unknown', completeness: 1, string_constraints: { domains: ['x'] } }],
    leftOut: [
      ['required', { mostly: 0.5 }],
      ['allowed-values', { mostly: 1 }],
      ['allowed-values', { mostly: 0.9 }],
    ],
  });
});

test('a second type of a column, or another share of it, is left out', () => {
  const contract = readContract({
    text: 'schema_type: dataframe\ncolumns: { a: { dtype: int64, nullable: true } }',
    file: 'a.yaml',
  });
  const [type] = contract.checks as [Check];
  const others: Check[] = [
    { ...type, args: { logicalType: 'number' } },
    { ...type, accept: { mostly: 0.9 } },
  ];
  const { features, leftOut } = written({ ...contract, checks: [type, ...others] });
  expect(features).toEqual([{ name: 'a', inferred_type: 'Integral' }]);
  expect(leftOut).toHaveLength(2);
});
