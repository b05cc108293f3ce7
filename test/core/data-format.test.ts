import { compressionOf, type DataFormat, delimiterOf, formatOf, typeOf } from '../../lib/core/data-format.ts';
import { InputError } from '../../lib/core/errors.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');

test.each<[name: string, head: string, declared: DataFormat, type: string]>([
  ['a.csv', 'a,b\n', {}, 'csv'],
  ['a.CSV.GZ', 'a,b\n', {}, 'csv'],
  ['in/x=1/a.pq', 'PAR1', {}, 'parquet'],
  ['part-0', 'PAR1', {}, 'parquet'],
  ['part-0', ' \n{"a":1}', {}, 'jsonl'],
  ['part-0', 'a,b\n', {}, 'csv'],
  ['a.jsonl', '{}', {}, 'jsonl'],
  ['a.csv', '{"a":1}', {}, 'csv'],
  ['a.csv', '{"a":1}', { type: 'jsonl' }, 'jsonl'],
  ['a.csv', 'PAR1', {}, 'parquet'],
])('%s that begins with %j, declared %j, is %s', (name, head, declared, type) => {
  expect(typeOf(name, bytes(head), declared)).toBe(type);
});

test.each<[name: string, head: string, declared: DataFormat, says: RegExp]>([
  ['a.parquet', 'a,b\n', {}, /by its name it is Parquet, by its first bytes it is no Parquet/],
  ['a.csv', 'PAR1', { type: 'csv' }, /as declared it is CSV, by its first bytes it is Parquet/],
])('%s that begins with %j, declared %j, is refused', (name, head, declared, says) => {
  expect(() => typeOf(name, bytes(head), declared)).toThrow(InputError);
  expect(() => typeOf(name, bytes(head), declared)).toThrow(says);
});

test('compression is that of the first bytes, and a name or a declaration that denies them is refused', () => {
  const gzip = Buffer.from([0x1f, 0x8b, 8]);
  expect(compressionOf('a.csv', gzip, {})).toBe('gzip');
  expect(compressionOf('a.csv.gz', gzip, {})).toBe('gzip');
  expect(compressionOf('a', Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), {})).toBe('zstd');
  expect(compressionOf('a', bytes('a,b'), {})).toBe('none');
  expect(() => compressionOf('a.csv.gz', bytes('a,b'), {})).toThrow(/by its name its compression is gzip/);
  expect(() => compressionOf('a.csv', gzip, { compression: 'none' })).toThrow(/as declared its compression is none/);
  expect(compressionOf('a.csv.gz', bytes('a,b'), { compression: 'none' })).toBe('none');
});

test('a delimiter is what is declared, a tab in a .tsv, else a comma', () => {
  expect(delimiterOf('a.tsv.zst', {})).toBe('\t');
  expect(delimiterOf('a.tsv', { delimiter: ';' })).toBe(';');
  expect(delimiterOf('a.txt', {})).toBe(',');
});

test('a policy may say the type alone, and the delimiter beside it', () => {
  expect(formatOf({})).toEqual({});
  expect(formatOf({ format: 'csv', delimiter: ';' })).toEqual({ type: 'csv', delimiter: ';' });
  expect(formatOf({ format: { delimiter: '|', encoding: 'latin-1' }, delimiter: ';' })).toEqual({
    delimiter: '|',
    encoding: 'latin-1',
  });
});
