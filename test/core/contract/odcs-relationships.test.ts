import { readContract } from '../../../lib/core/contract/read-contract.ts';
import type { ReadOptions } from '../../../lib/core/contract/reader.ts';

const places = {
  name: 'places',
  id: 'p1',
  physicalName: 'lake.places',
  properties: [
    { name: 'zip', id: 'z1' },
    { name: 'land', physicalName: 'iso' },
  ],
};

/** Relationships of the table, and of its column `zip`. */
function read(ofTable: unknown, ofZip: unknown, options: ReadOptions) {
  const orders = {
    name: 'orders',
    relationships: ofTable,
    properties: [{ name: 'zip', physicalName: 'ZIP', relationships: ofZip }, { name: 'country' }],
  };
  const text = { apiVersion: 'v3.1.0', kind: 'DataContract', id: 'x', version: '1.0.0', status: 'active' };
  const schema = [orders, places];
  return readContract({ text: JSON.stringify({ ...text, schema }), file: 'c.json' }, { table: 'orders', ...options });
}
const keysOf = (...given: Parameters<typeof read>) =>
  read(...given).checks.map(({ kind, columns, args }) => ({ kind, columns, args }));
const check = (columns: string[], reference: string, theirs: string[]) => ({
  kind: 'referential-integrity',
  columns,
  args: { reference, columns: theirs },
});
const given = (...references: string[]) => ({ references });

test.each([
  ['a column by name', { to: 'places.zip' }, 'places', 'zip'],
  ['as the data calls it', { to: 'places.land', type: 'foreignKey' }, 'places', 'iso'],
  ['by the name of its data', { to: 'lake.places.land' }, 'lake.places', 'iso'],
  ['by ids', { to: 'schema/p1/properties/z1' }, 'places', 'zip'],
  ['by ids from the top', { to: '#/schema/p1/properties/zip' }, 'lake.places', 'zip'],
  ['of a table that the contract does not describe', { to: 'cities.zip.code' }, 'cities', 'zip.code'],
])('a key of a property is looked for in the table that is given: %s', (_what, entry, reference, column) => {
  expect(keysOf(undefined, [entry], given(reference))).toEqual([check(['ZIP'], reference, [column])]);
});

test('a key of the table may be of several columns, and is that of its own', () => {
  const entry = { from: ['orders.zip', 'orders.country'], to: ['places.zip', 'places.land'] };
  expect(keysOf([entry], undefined, given('places'))).toEqual([check(['ZIP', 'country'], 'places', ['zip', 'iso'])]);
  expect(() => keysOf([{ ...entry, from: ['other.zip', 'other.country'] }], undefined, given('places'))).toThrow(
    /no check compares with the data set "places"/,
  );
});

test('what is not at hand tells people something, as do other kinds of relationships', () => {
  const all = [{ to: 'places.zip' }, { to: 'nowhere.id' }, { to: 'other.yaml#/schema/a/properties/b' }];
  expect(keysOf(undefined, all, {})).toEqual([]);
  expect(keysOf(undefined, all, given())).toEqual([]);
  expect(keysOf(undefined, all, given('places'))).toHaveLength(1);
  expect(keysOf(undefined, [...all, { to: 'places.land', type: 'hasMany' }], given('places'))).toHaveLength(1);
});

test.each<[what: string, ofTable: unknown, ofZip: unknown, says: RegExp]>([
  ['no list', undefined, 'places.zip', /c\.json:1: `schema\.0\.properties\.0\.relationships` got "places\.zip"/],
  ['no end', undefined, [{}], /relationships\.0\.to/],
  [
    'no beginning',
    [{ to: 'places.zip' }],
    undefined,
    /`schema\.0\.relationships\.0\.from` is missing: whose key is it/,
  ],
  ['too few', [{ from: 'orders.zip', to: ['places.zip', 'places.land'] }], undefined, /names 2 columns for 1/],
])('where they are judged, malformed ones are told with their place: %s', (_what, ofTable, ofZip, says) => {
  expect(() => read(ofTable, ofZip, given('places'))).toThrow(says);
});
