import type { Call } from '../../support/iam.ts';
import type { Deployed } from '../deployed/template.ts';
import { asked } from './rule.ts';

/** Calls of KMS that a service makes in the caller's name for what lies under a key of ours; none where the service has its own. */
export function withKey(deployed: Deployed, key: unknown, ...uses: Array<'Decrypt' | 'GenerateDataKey'>): Call[] {
  if (key === undefined) return [];
  const arn = deployed.text(key);
  return uses.map((use) => asked(`kms:${use}`, arn));
}

/** Key of a bucket, a topic or a queue. */
export function keyOf(deployed: Deployed, id: string): unknown {
  const { Type } = deployed.resources[id] ?? {};
  if (Type !== 'AWS::S3::Bucket') return deployed.property(id, 'KmsMasterKeyId');
  const encryption = deployed.property(id, 'BucketEncryption') as {
    ServerSideEncryptionConfiguration: Array<{ ServerSideEncryptionByDefault: { KMSMasterKeyID?: unknown } }>;
  };
  return encryption.ServerSideEncryptionConfiguration[0]?.ServerSideEncryptionByDefault.KMSMasterKeyID;
}
