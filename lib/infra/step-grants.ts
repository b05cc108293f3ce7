import { type aws_ecr as ecr, aws_iam as iam, type aws_s3 as s3, type aws_sqs as sqs } from 'aws-cdk-lib';
import { allow } from './allow.ts';
import type { Names } from './names.ts';
import type { Notifications } from './notifications.ts';
import type { RepositoryKind } from './repositories/repository.ts';
import type { StepNeeds } from './step-needs.ts';
import type { Storage } from './storage.ts';
import type { BoundTarget } from './targets/target.ts';

interface Around {
  names: Names;
  storage: Storage;
  notifications: Notifications;
  target: BoundTarget;
  images: ecr.IRepository;
  intakeQueue: sqs.IQueue;
  repository: RepositoryKind | undefined;
}

const named =
  'The rest of the key is a run, hash or version that is known when the step runs; the prefix is all it ever writes.';

/** Turns what a step needs into statements on its role. */
export function grantNeeds(role: iam.Role, needs: StepNeeds, around: Around): void {
  const { names, storage, notifications } = around;
  grantStore(role, needs, storage);
  if (needs.data) grantData(role, needs.data, storage, names.pipeline);
  if (needs.target) around.target.grant(role, needs.target);
  if (needs.executions?.includes('start')) {
    const resources = [names.machineArn('delivery'), names.machineArn('pull_request')];
    allow(role, { actions: ['states:StartExecution'], resources });
  }
  if (needs.executions?.includes('look')) grantLook(role, names);
  if (needs.executions?.includes('answer')) {
    const resources = [names.machineArn('delivery')];
    allow(role, { actions: ['states:SendTaskSuccess', 'states:SendTaskFailure'], resources });
  }
  if (needs.asks) notifications.grantPublish(notifications.approvals, role);
  if (needs.asksIntake) {
    const resources = [around.intakeQueue.queueArn];
    role.addToPolicy(new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources }));
    storage.grantKey(role);
  }
  if (needs.code) around.repository?.grant(role, needs.code);
  if (needs.tagsImages)
    allow(role, { actions: ['ecr:BatchGetImage', 'ecr:PutImage'], resources: [around.images.repositoryArn] });
  if (needs.announces) notifications.grantPublish(notifications.events, role);
  if (needs.metrics) {
    const because = 'CloudWatch has no resources to name for reading metrics, and X-Ray none for writing traces.';
    allow(role, { actions: ['cloudwatch:GetMetricData'], resources: ['*'], because });
  }
}

/** What lies in the store is this pipeline's and nobody else's. */
function grantStore(role: iam.Role, { reads, writes }: StepNeeds, storage: Storage): void {
  const { store } = storage;
  const keys = (patterns: readonly string[]) => patterns.map((pattern) => store.arnForObjects(pattern));
  if (reads === undefined || reads.length > 0) {
    allow(role, {
      actions: ['s3:GetObject', 's3:GetObjectVersion'],
      resources: keys(reads ?? ['*']),
      because: "The store holds this one pipeline's records, which its steps read by run, hash and version.",
    });
    grantList(role, store, reads);
  }
  if (writes.length > 0) allow(role, { actions: ['s3:PutObject'], resources: keys(writes), because: named });
  if (reads === undefined || reads.length + writes.length > 0) storage.grantKey(role);
}

/**
 * Lists all, or what begins as one of the patterns. S3 says 404 of a missing object to those only who may list the bucket, and asks
 * that without a prefix; a list is asked for by versions.
 */
function grantList(role: iam.Role, bucket: s3.IBucket, patterns: readonly string[] = ['*']): void {
  const resources = [bucket.bucketArn];
  if (patterns.includes('*')) {
    allow(role, { actions: ['s3:ListBucket', 's3:ListBucketVersions'], resources });
    return;
  }
  allow(role, { actions: ['s3:ListBucket'], resources, conditions: { Null: { 's3:prefix': 'true' } } });
  const conditions = { StringLike: { 's3:prefix': [...patterns] } };
  allow(role, { actions: ['s3:ListBucketVersions'], resources, conditions });
}

function grantData(role: iam.Role, use: 'list' | 'read', { data }: Storage, pipeline: string): void {
  const drops = `incoming/${pipeline}/*`;
  grantList(role, data, [drops]);
  if (use === 'list') return;
  allow(role, {
    actions: ['s3:GetObject', 's3:GetObjectVersion'],
    resources: [data.arnForObjects(drops)],
    because: "Producers name the files; the prefix is this pipeline's.",
  });
}

function grantLook(role: iam.Role, names: Names): void {
  allow(role, {
    actions: ['states:DescribeExecution', 'states:GetExecutionHistory'],
    resources: [names.executionsArn('delivery'), names.executionsArn('pull_request'), names.executionsArn('rollout')],
    because: "An execution is named after its run, known when it starts; the machines are this pipeline's.",
  });
}
