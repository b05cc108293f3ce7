import { buckets } from '../../../../lib/cli/deployed/teardown/buckets.ts';
import { leftover, refuses } from './leftover.ts';

const there = {
  HeadBucket: () => ({}),
  GetMetricData: () => ({ MetricDataResults: [{ Values: [250e9, 100e9] }] }),
};

test('each bucket is told with its size of yesterday and what storing it costs', async () => {
  const found = await buckets(leftover(there));
  expect(found.map(({ name }) => name)).toEqual(['iris-data', 'iris-store', 'iris-logs']);
  for (const one of found) expect(one).toMatchObject({ isData: true, dollarsPerMonth: expect.closeTo(5.75, 2) });
});

test('a size that is not known is no price, and a bucket that is gone is not told', async () => {
  const [one] = await buckets(leftover({ ...there, GetMetricData: () => ({}) }));
  expect(one).toMatchObject({ dollarsPerMonth: null });
  const gone = { HeadBucket: refuses('NotFound') };
  expect(await buckets(leftover({ ...there, ...gone }))).toEqual([]);
});

/** A bucket that holds so many versions and delete markers. */
function holding(versions: number) {
  const left = Array.from({ length: versions }, (_, i) => ({ Key: `k${i}`, VersionId: `v${i}` }));
  return {
    ListObjectVersions: () => ({ Versions: left.slice(0, 2), DeleteMarkers: left.slice(2, 3) }),
    DeleteObjects: ({ Delete }: { Delete: { Objects: object[] } }) => {
      left.splice(0, Delete.Objects.length);
      return {};
    },
    DeleteBucket: () => (left.length > 0 ? refuses('BucketNotEmpty')() : {}),
  };
}

test('every version and every marker goes before the bucket does', async () => {
  const it = leftover({ ...there, ...holding(7) });
  const [data] = await buckets(it);
  await data?.remove();
  expect(it.sent.slice(-8)).toEqual([
    ...['ListObjectVersions', 'DeleteObjects', 'ListObjectVersions', 'DeleteObjects'],
    ...['ListObjectVersions', 'DeleteObjects', 'ListObjectVersions', 'DeleteBucket'],
  ]);
});

test('what may not be deleted is told, and the bucket stays', async () => {
  const refused = { DeleteObjects: () => ({ Errors: [{ Key: 'k0', Code: 'AccessDenied', Message: 'no' }] }) };
  const it = leftover({ ...there, ...holding(1), ...refused });
  const [data] = await buckets(it);
  await expect(data?.remove()).rejects.toThrow('iris-data: k0 stays: AccessDenied no');
  expect(it.sent).not.toContain('DeleteBucket');
});

test('a bucket that is written to while it is emptied is told, to ask again', async () => {
  const it = leftover({ ...there, ...holding(0), DeleteBucket: refuses('BucketNotEmpty') });
  const [data] = await buckets(it);
  await expect(data?.remove()).rejects.toMatchObject({ code: 'not-deleted', fault: 'conflict' });
});
