import { columnOf } from '../../../lib/core/checks/column.ts';
import { isPerValue, nameOf, type StoredType, storagesOf, storedAs } from '../../../lib/core/checks/storage-types.ts';

const stands: Array<[word: string, types: StoredType[]]> = [
  ['int', ['integer']],
  ['numpy.float64', ['float']],
  ['VARCHAR(20)', ['string']],
  ['double precision', ['float']],
  ['TINYINT', ['integer', 'boolean']],
  ['datetime64[ns]', ['timestamp']],
  ['TIMESTAMP', ['timestamp', 'zoned']],
  ['pd.Timestamp', ['zoned']],
  ['DatetimeTZDtypeType', ['zoned']],
  ['bogus', []],
  ['constructor', []],
];

test.each(stands)('%s stands for %j', (word, types) => {
  expect(storagesOf(word)).toEqual(types);
});

const named: Array<[stored: StoredType, asked: string[], name: string]> = [
  ['integer', ['str'], 'int64'],
  ['integer', ['TEXT'], 'INTEGER'],
  ['integer', ['StringType'], 'LongType'],
  ['string', ['object'], 'object_'],
  ['timestamp', ['int'], 'datetime64'],
  ['zoned', ['int'], 'Timestamp'],
  ['zoned', ['DatetimeTZDtypeType'], 'DatetimeTZDtypeType'],
];

test.each(named)('a column of %s, asked for as %j, is called %s', (stored, asked, name) => {
  expect(nameOf(stored, asked)).toBe(name);
});

test('texts are judged value by value in the words of Python, unless any object will do', () => {
  expect(isPerValue('string', ['str'])).toBe(true);
  expect(isPerValue('string', ['object'])).toBe(false);
  expect(isPerValue('string', ['VARCHAR'])).toBe(false);
  expect(isPerValue('string', ['StringType'])).toBe(false);
  expect(isPerValue('mixed', ['VARCHAR'])).toBe(true);
  expect(isPerValue('integer', ['int'])).toBe(false);
});

test('a column of a CSV is what it is read as, and one with a zone is another', () => {
  expect(storedAs(columnOf({ name: 'a', storage: 'text', logicalType: 'number' }, 0))).toBe('float');
  expect(storedAs(columnOf({ name: 'a', storage: 'text' }, 0))).toBe('string');
  expect(storedAs(columnOf({ name: 'a', storage: 'timestamp', zoned: true }, 0))).toBe('zoned');
});
