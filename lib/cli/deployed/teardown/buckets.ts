import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  DeleteBucketCommand,
  DeleteObjectsCommand,
  HeadBucketCommand,
  ListObjectVersionsCommand,
  type ObjectIdentifier,
} from '@aws-sdk/client-s3';
import { isNamed } from '../../../aws/clients.ts';
import { dollarsEach, prices } from '../../../core/cost/prices.ts';
import { ConflictError } from '../../../core/errors.ts';
import type { Found } from '../../../steps/tear-down.ts';
import type { Finder, Leftover } from './leftover.ts';

/** Buckets: what was released and why, the drops, and who read them. */
export const buckets: Finder = async (leftover) => {
  const { store, data, accessLogs } = leftover.place;
  const named: Array<[name: string | null | undefined, what: string]> = [
    [data, 'drops of data'],
    [store, 'releases, models and their evidence'],
    [accessLogs, 'who accessed the two others'],
  ];
  const found = await Promise.all(named.map(([name, what]) => name && lookAt(leftover, name, what)));
  return found.flatMap((one) => one || []);
};

async function lookAt(leftover: Leftover, Bucket: string, what: string): Promise<Found | undefined> {
  const { s3 } = leftover.aws;
  const there = await s3.send(new HeadBucketCommand({ Bucket })).catch(absent);
  if (!there) return undefined;
  const bytes = await sizeOf(leftover, Bucket);
  const size = bytes === undefined ? 'of a size that CloudWatch does not know yet' : `${(bytes / 1e9).toFixed(2)} GB`;
  return {
    kind: 'bucket',
    name: Bucket,
    what: `${what}, ${size}`,
    dollarsPerMonth: bytes === undefined ? null : (bytes / 1e9) * dollarsEach(prices['s3-storage'], leftover.region),
    isData: true,
    remove: () => remove(leftover, Bucket),
  };
}

/** Told once a day, of all versions. */
async function sizeOf({ aws, clock }: Leftover, bucket: string): Promise<number | undefined> {
  const EndTime = clock.now();
  const Dimensions = [
    { Name: 'BucketName', Value: bucket },
    { Name: 'StorageType', Value: 'StandardStorage' },
  ];
  const { MetricDataResults = [] } = await aws.cloudWatch.send(
    new GetMetricDataCommand({
      StartTime: new Date(EndTime.getTime() - 3 * 86_400_000),
      EndTime,
      ScanBy: 'TimestampDescending',
      MetricDataQueries: [
        {
          Id: 'size',
          MetricStat: {
            Metric: { Namespace: 'AWS/S3', MetricName: 'BucketSizeBytes', Dimensions },
            Period: 86_400,
            Stat: 'Average',
          },
        },
      ],
    }),
  );
  return MetricDataResults[0]?.Values?.[0];
}

/** Every version of every object, a thousand at a time, and then the bucket. */
async function remove({ aws }: Leftover, Bucket: string): Promise<void> {
  const { s3 } = aws;
  for (;;) {
    const page = await s3.send(new ListObjectVersionsCommand({ Bucket })).catch(absent);
    if (!page) return;
    const Objects: ObjectIdentifier[] = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].map(
      ({ Key, VersionId }) => ({ Key, VersionId }),
    );
    if (Objects.length === 0) break;
    const { Errors = [] } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
    const [first] = Errors;
    if (first) throw new ConflictError('not-deleted', `${Bucket}: ${first.Key} stays: ${first.Code} ${first.Message}`);
  }
  await s3.send(new DeleteBucketCommand({ Bucket })).catch((thrown) => {
    if (!isNamed(thrown, 'BucketNotEmpty')) return absent(thrown);
    throw new ConflictError('not-deleted', `${Bucket} was written to while it was emptied; ask again`);
  });
}

function absent(thrown: unknown): undefined {
  if (!isNamed(thrown, 'NoSuchBucket', 'NotFound')) throw thrown;
}
