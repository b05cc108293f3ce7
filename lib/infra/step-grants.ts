import { type aws_ecr as ecr, aws_iam as iam, type aws_s3 as s3, type aws_sqs as sqs } from 'aws-cdk-lib';
import { allow } from './allow.ts';
import type { MachineKind, Names } from './names.ts';
import type { Notifications } from './notifications.ts';
import type { RepositoryKind } from './repositories/repository.ts';
import type { ExecutionUse, StepNeeds } from './step-needs.ts';
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
  grantExecutions(role, needs.executions ?? {}, names);
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
function grantStore(role: iam.Role, { reads, writes, lists = true, versions = [] }: StepNeeds, storage: Storage): void {
  const { store } = storage;
  const keys = (patterns: readonly string[]) => patterns.map((pattern) => store.arnForObjects(pattern));
  if (reads === undefined || reads.length > 0) {
    allow(role, {
      actions: ['s3:GetObject'],
      resources: keys(reads ?? ['*']),
      because: "The store holds this one pipeline's records, which its steps read by run, hash and version.",
    });
    grantList(role, store, lists ? reads : []);
  }
  if (versions.length > 0)
    allow(role, {
      actions: ['s3:GetObjectVersion'],
      resources: keys(versions),
      because: 'A snapshot names the rows by their content and version.',
    });
  if (writes.length > 0) allow(role, { actions: ['s3:PutObject'], resources: keys(writes), because: named });
  if (reads === undefined || reads.length + writes.length > 0)
    storage.grantKey(role, writes.length > 0 ? 'read and write' : 'read');
}

/**
 * Lists all, or what begins as one of the patterns, or nothing. S3 says 404 of a missing object to those only who may list the
 * bucket, and asks that without a prefix; a list is asked for by versions.
 */
function grantList(role: iam.Role, bucket: s3.IBucket, patterns: readonly string[] = ['*']): void {
  const resources = [bucket.bucketArn];
  if (patterns.includes('*')) {
    allow(role, { actions: ['s3:ListBucket', 's3:ListBucketVersions'], resources });
    return;
  }
  allow(role, { actions: ['s3:ListBucket'], resources, conditions: { Null: { 's3:prefix': 'true' } } });
  if (patterns.length === 0) return;
  const conditions = { StringLike: { 's3:prefix': [...patterns] } };
  allow(role, { actions: ['s3:ListBucketVersions'], resources, conditions });
}

function grantData(role: iam.Role, uses: NonNullable<StepNeeds['data']>, { data }: Storage, pipeline: string): void {
  const drops = `incoming/${pipeline}/*`;
  grantList(role, data, uses.includes('list') ? [drops] : []);
  const actions = [
    ...(uses.includes('read') ? ['s3:GetObject'] : []),
    ...(uses.includes('versions') ? ['s3:GetObjectVersion'] : []),
  ];
  if (actions.length === 0) return;
  allow(role, {
    actions,
    resources: [data.arnForObjects(drops)],
    because: "Producers name the files; the prefix is this pipeline's.",
  });
}

/** What each use calls, and whether it is asked of the machine or of its executions. */
const executionActions: Record<ExecutionUse, { on: 'machine' | 'executions'; actions: string[] }> = {
  start: { on: 'machine', actions: ['states:StartExecution'] },
  answer: { on: 'machine', actions: ['states:SendTaskSuccess', 'states:SendTaskFailure'] },
  describe: { on: 'executions', actions: ['states:DescribeExecution'] },
  history: { on: 'executions', actions: ['states:GetExecutionHistory'] },
};

function grantExecutions(role: iam.Role, uses: NonNullable<StepNeeds['executions']>, names: Names): void {
  for (const [use, machines] of Object.entries(uses) as Array<[ExecutionUse, readonly MachineKind[]]>) {
    const { on, actions } = executionActions[use];
    const resources = machines.map((kind) => (on === 'machine' ? names.machineArn(kind) : names.executionsArn(kind)));
    const because = "An execution is named after its run, known when it starts; the machines are this pipeline's.";
    allow(role, { actions, resources, because });
  }
}
