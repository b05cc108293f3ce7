import { partitionOf } from '../../lib/core/partition.ts';

test('folders of a path that say key=value are columns, unescaped; the file and other folders say nothing', () => {
  const said = partitionOf('s3/country=DE/at=2026-01-01 10%3A00/n=__HIVE_DEFAULT_PARTITION__/=x/plain/a=b.parquet');
  expect([...said]).toEqual([
    ['country', 'DE'],
    ['at', '2026-01-01 10:00'],
    ['n', null],
  ]);
});

test('an escape that is none stays as it is', () => {
  expect([...partitionOf('a%zz=100%/x')]).toEqual([['a%zz', '100%']]);
});
