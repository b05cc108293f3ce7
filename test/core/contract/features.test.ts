import { columnsOf, features, interfaceDigest } from '../../../lib/core/contract/features.ts';
import { readContract } from '../../../lib/core/contract/read-contract.ts';
import { contractOf } from '../../engine/tables.ts';

const species = (values: string[]) => ({
  name: 'species',
  logicalType: 'string',
  quality: [{ metric: 'invalidValues', arguments: { validValues: values }, mustBe: 0 }],
});
const id = { name: 'id', logicalType: 'string', primaryKey: true };
const width = { name: 'width', logicalType: 'number', required: true, logicalTypeOptions: { maximum: 9 } };
const digest = (...properties: object[]) => interfaceDigest(columnsOf(contractOf(properties), 'species'), 'species');
const base = digest(id, width, species(['a', 'b']));

test('features are all columns but the target and identifiers, in the contract order', () => {
  expect(features(contractOf([id, species(['a']), width]), 'species')).toEqual(['width']);
});

test('a target that is no column, and a contract without features, are refused by name', () => {
  expect(() => features(contractOf([width]), 'kind')).toThrow(
    /target "kind" is no column of contract\.yaml; columns: width/,
  );
  expect(() => features(contractOf([id, species(['a'])]), 'species')).toThrow(/leaves no feature/);
});

test('the interface changes with features, types, nullability and answers', () => {
  const changed = [
    digest(id, { ...width, name: 'breadth' }, species(['a', 'b'])),
    digest(id, { ...width, logicalType: 'integer' }, species(['a', 'b'])),
    digest(id, { ...width, required: false }, species(['a', 'b'])),
    digest(id, width, species(['a', 'b', 'c'])),
  ];
  expect(new Set([base, ...changed]).size).toBe(5);
});

test('the interface does not change with limits, identifiers, or the order of columns and answers', () => {
  expect(digest(species(['b', 'a']), { ...width, logicalTypeOptions: {} })).toBe(base);
});

const others: Array<[file: string, text: string]> = [
  ['rules.dqdl', 'Rules = [ IsPrimaryKey "id", IsComplete "a", Mean "b" > 1, ColumnValues "y" in ["p", "q"] ]'],
  [
    'schema.yaml',
    'schema_type: dataframe\ncolumns: { a: {}, b: { nullable: true }, y: { isin: [p, q] } }\nindex: [{ name: id }]',
  ],
];

test.each(others)('features and the interface are read from %s too', (file, text) => {
  const contract = readContract({ text, file });
  expect(features(contract, 'y')).toEqual(['a', 'b']);
  const looser = readContract({ text: text.replace('"q"', '"r"').replace('p, q', 'p, r'), file });
  const digest = (of: typeof contract) => interfaceDigest(columnsOf(of, 'y'), 'y');
  expect(digest(looser)).not.toBe(digest(contract));
});
