import type { aws_iam as iam } from 'aws-cdk-lib';
import { allow } from './allow.ts';
import type { Names } from './names.ts';
import type { Notifications } from './notifications.ts';
import type { StepNeeds } from './step-needs.ts';
import type { Storage } from './storage.ts';
import type { BoundTarget } from './targets/target.ts';

interface Around {
  names: Names;
  storage: Storage;
  notifications: Notifications;
  target: BoundTarget;
}

const named =
  'The rest of the key is a run, hash or version that is known when the step runs; the prefix is all it ever writes.';

/** Turns what a step needs into statements on its role. */
export function grantNeeds(role: iam.Role, needs: StepNeeds, around: Around): void {
  const { names, storage, notifications } = around;
  grantStore(role, needs, storage);
  if (needs.data) grantData(role, storage, names.pipeline);
  if (needs.target) around.target.grant(role, needs.target);
  if (needs.executions?.includes('start')) {
    const resources = [names.machineArn('delivery'), names.machineArn('pull_request')];
    allow(role, { actions: ['states:StartExecution'], resources });
  }
  if (needs.executions?.includes('look')) grantLook(role, names);
  if (needs.announces) notifications.grantPublish(notifications.events, role);
  if (needs.metrics) {
    const because = 'CloudWatch has no resources to name for reading metrics, and X-Ray none for writing traces.';
    allow(role, { actions: ['cloudwatch:GetMetricData'], resources: ['*'], because });
  }
}

/** A run is read by many steps, a release by all; what lies in the store is this pipeline's and nobody else's. */
function grantStore(role: iam.Role, { writes }: StepNeeds, storage: Storage): void {
  const { store } = storage;
  allow(role, {
    actions: ['s3:GetObject', 's3:GetObjectVersion'],
    resources: [store.arnForObjects('*')],
    because: "The store holds this one pipeline's records, which its steps read by run, hash and version.",
  });
  allow(role, { actions: ['s3:ListBucket', 's3:ListBucketVersions'], resources: [store.bucketArn] });
  const resources = writes.map((keys) => store.arnForObjects(keys));
  if (resources.length > 0) allow(role, { actions: ['s3:PutObject'], resources, because: named });
  storage.grantKey(role);
}

function grantData(role: iam.Role, { data }: Storage, pipeline: string): void {
  allow(role, {
    actions: ['s3:GetObject', 's3:GetObjectVersion'],
    resources: [data.arnForObjects(`incoming/${pipeline}/*`)],
    because: "Producers name the files; the prefix is this pipeline's.",
  });
  allow(role, {
    actions: ['s3:ListBucket', 's3:ListBucketVersions'],
    resources: [data.bucketArn],
    conditions: { StringLike: { 's3:prefix': `incoming/${pipeline}/*` } },
  });
}

function grantLook(role: iam.Role, names: Names): void {
  allow(role, {
    actions: ['states:DescribeExecution', 'states:GetExecutionHistory'],
    resources: [names.executionsArn('delivery'), names.executionsArn('pull_request'), names.executionsArn('rollout')],
    because: "An execution is named after its run, known when it starts; the machines are this pipeline's.",
  });
}
