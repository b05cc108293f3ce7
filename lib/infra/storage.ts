import { Duration, aws_iam as iam, type aws_kms as kms, RemovalPolicy, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledge, type KeyUse, useKey } from './allow.ts';

export interface StorageProps {
  /** Absent: keys that S3 manages. */
  encryptionKey: kms.IKey | undefined;
  removalPolicy: RemovalPolicy;
}

/** The store, the data bucket, and the bucket of their access logs. */
export class Storage extends Construct {
  readonly store: s3.Bucket;
  readonly data: s3.Bucket;
  /** Who accessed the two. */
  readonly accessLogs: s3.Bucket;
  private readonly encryptionKey: kms.IKey | undefined;

  constructor(scope: Construct, props: StorageProps) {
    super(scope, 'Storage');
    // Else CDK grants the log delivery by ACL, which closed buckets do not have; a user's cdk.json may lack the flag.
    this.node.setContext('@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy', true);
    this.encryptionKey = props.encryptionKey;
    this.store = this.bucket('Store', props);
    this.data = this.bucket('Data', props);
    this.accessLogs = this.logAccess([this.store, this.data], props.removalPolicy);
    keepWrittenOnce(this.store, props.removalPolicy);
    for (const [id, prefix, days] of passing)
      this.store.addLifecycleRule({
        id,
        prefix,
        expiration: Duration.days(days),
        noncurrentVersionExpiration: Duration.days(1),
      });
  }

  /** What anyone needs beside S3 permissions to read and write the buckets. */
  grantKey(role: iam.IRole, use?: KeyUse): void {
    if (this.encryptionKey) useKey(this.encryptionKey, role, use);
  }

  private bucket(id: string, { encryptionKey, removalPolicy }: StorageProps): s3.Bucket {
    const bucket = new s3.Bucket(this, id, {
      ...closed,
      versioned: true,
      ...(encryptionKey
        ? { encryption: s3.BucketEncryption.KMS, encryptionKey, bucketKeyEnabled: true }
        : { encryption: s3.BucketEncryption.S3_MANAGED }),
      lifecycleRules: [{ id: 'drop-unfinished-uploads', abortIncompleteMultipartUploadAfter: Duration.days(7) }],
      removalPolicy,
    });
    // CDK's `eventBridgeEnabled` brings a custom resource with a Lambda of its own; CloudFormation has a property for it.
    (bucket.node.defaultChild as s3.CfnBucket).notificationConfiguration = {
      eventBridgeConfiguration: { eventBridgeEnabled: true },
    };
    return bucket;
  }

  /** By properties and a statement of our own: what CDK's prop does here depends on the feature flags of the user's app. */
  private logAccess(buckets: s3.Bucket[], removalPolicy: RemovalPolicy): s3.Bucket {
    const logs = new s3.Bucket(this, 'AccessLogs', {
      ...closed,
      encryption: s3.BucketEncryption.S3_MANAGED,
      lifecycleRules: [{ id: 'forget', expiration: Duration.days(365) }],
      removalPolicy,
    });
    const loop = 'This bucket receives the access logs of the others; logging its own would feed itself without end.';
    acknowledge(logs, 'AwsSolutions-S1', loop);
    logs.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'ReceiveAccessLogs',
        principals: [new iam.ServicePrincipal('logging.s3.amazonaws.com')],
        actions: ['s3:PutObject'],
        resources: [logs.arnForObjects('*')],
        conditions: { ArnLike: { 'aws:SourceArn': buckets.map(({ bucketArn }) => bucketArn) } },
      }),
    );
    for (const bucket of buckets) {
      (bucket.node.defaultChild as s3.CfnBucket).loggingConfiguration = {
        destinationBucketName: logs.bucketName,
        logFilePrefix: `${bucket.node.id.toLowerCase()}/`,
      };
    }
    return logs;
  }
}

/** What the store forgets, by prefix, after so many days. Of a pull request nothing is released, so nothing of it is evidence. */
const passing: Array<[id: string, prefix: string, days: number]> = [
  ['forget-caches', 'cache/', 30],
  // What callers sent: as long as a replay may want it, and no longer.
  ['forget-captures', 'captured/', 30],
  ['forget-pull-requests', 'runs/pull-request-', 90],
];

const closed = {
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
};

/**
 * Releases and snapshots are evidence: nobody deletes them, nobody writes over them, whatever a role may say. Where the stack was
 * told to delete them, somebody must be able to empty the bucket, which CloudFormation does not.
 */
function keepWrittenOnce(store: s3.Bucket, removalPolicy: RemovalPolicy): void {
  const resources = ['releases/*', 'snapshots/*'].map((keys) => store.arnForObjects(keys));
  const deny = { effect: iam.Effect.DENY, principals: [new iam.AnyPrincipal()], resources };
  const keep = { ...deny, sid: 'KeepReleasesAndSnapshots', actions: ['s3:DeleteObject', 's3:DeleteObjectVersion'] };
  if (removalPolicy !== RemovalPolicy.DESTROY) store.addToResourcePolicy(new iam.PolicyStatement(keep));
  // A pull request names models and samples by their content as well: no put of its may take another's place.
  const byContent = ['models/*', 'samples/*', 'sources/*'].map((keys) => store.arnForObjects(keys));
  store.addToResourcePolicy(
    new iam.PolicyStatement({
      ...deny,
      resources: [...resources, ...byContent],
      sid: 'WriteOnce',
      actions: ['s3:PutObject'],
      // A put without If-None-Match could replace; parts of a multipart upload create nothing until they are completed.
      conditions: { Null: { 's3:if-none-match': 'true' }, Bool: { 's3:ObjectCreationOperation': 'true' } },
    }),
  );
}
