import { readContract } from '../../../lib/core/contract/read-contract.ts';

const contract = {
  apiVersion: 'v3.1.0',
  kind: 'DataContract',
  id: 'x',
  version: '1.0.0',
  status: 'active',
  schema: [{ name: 't', properties: [{ name: 'a', logicalType: 'integer' }] }],
};

test('what a contract says does not hang on whether it is YAML or JSON, or on the name of its file', () => {
  const text = JSON.stringify(contract, null, 2);
  const read = (file: string) => readContract({ text, file }).checks.map(({ source: _, ...check }) => check);
  expect(read('contract.json')).toEqual(read('contract.yaml'));
  expect(read('contract')).toHaveLength(1);
});

test('the line of a check is that of its file', () => {
  const [check] = readContract({ text: JSON.stringify(contract, null, 2), file: 'contract.json' }).checks;
  expect(check?.source).toEqual({ file: 'contract.json', line: 13, key: 'schema.0.properties.0.logicalType' });
});

const refused: Array<[what: string, text: string, says: RegExp]> = [
  ['a text', 'hello', /contract\.yaml:1: no contract that is known: got no mapping; read are odcs \(a mapping with/],
  ['nothing', '', /got no mapping/],
  ['a list', '- 1', /got no mapping/],
  ['another mapping', 'a: 1\nb: 2', /got a mapping with a, b; read are odcs/],
];

test.each(refused)('%s is no contract, and the error lists what is read', (_what, text, says) => {
  expect(() => readContract({ text, file: 'contract.yaml' })).toThrow(says);
});

test('a ruleset is told by its beginning, or by the name of its file', () => {
  const rules = '# what we ask\nRules = [ IsComplete "a" ]';
  expect(readContract({ text: rules, file: 'rules.txt' }).format).toBe('dqdl');
  expect(() => readContract({ text: 'hello', file: 'rules.dqdl' })).toThrow(/rules\.dqdl:1:6: got the end/);
});

const rules = { file: 'orders.dqdl', text: 'Rules = [\n RowCount > 0,\n RowCountMatch "ref" = 1.0\n]' };

test('a check beside a data set that is not given is told with its line, the name and those that are given', () => {
  expect(() => readContract(rules, { references: ['a', 'b'] })).toThrow(
    /^orders\.dqdl:3: `RowCountMatch` compares with the data set "ref", and no data is given by that name; given: a, b; /,
  );
  expect(() => readContract(rules, { references: [] })).toThrow(/given: none/);
  const kindsOf = (options: object) => readContract(rules, options).checks.map(({ kind }) => kind);
  expect(kindsOf({ references: [], allowUnsupported: true })).toEqual(['row-count', 'unsupported']);
  expect(kindsOf({ references: ['ref'] })).toEqual(['row-count', 'row-count-match']);
  // Who converts a contract has no data at all.
  expect(kindsOf({})).toEqual(['row-count', 'row-count-match']);
});
