import { Duration, aws_iam as iam, type aws_kms as kms, type RemovalPolicy, Stack, aws_sqs as sqs } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

export interface QueuePlace {
  /** Absent: SQS has a key of its own, which costs nothing and which whoever may send may use. */
  encryptionKey: kms.IKey | undefined;
  removalPolicy: RemovalPolicy;
}

/** For so long SQS asks KMS nothing new, so that a busy queue costs a few calls an hour. */
const reuse = Duration.hours(1);

/** An encrypted queue that is closed to plain HTTP. */
export function closedQueue(
  scope: Construct,
  id: string,
  { encryptionKey, removalPolicy }: QueuePlace,
  props: sqs.QueueProps,
): sqs.Queue {
  const own = { encryption: sqs.QueueEncryption.SQS_MANAGED, enforceSSL: true, removalPolicy };
  const queue = new sqs.Queue(scope, id, { ...own, ...props });
  if (!encryptionKey) return queue;
  // By properties: CDK's own grants of a queue's key have wildcards, and open its policy to every rule of any account.
  const resource = queue.node.defaultChild as sqs.CfnQueue;
  resource.sqsManagedSseEnabled = undefined;
  resource.kmsMasterKeyId = encryptionKey.keyArn;
  resource.kmsDataKeyReusePeriodSeconds = reuse.toSeconds();
  return queue;
}

/**
 * Rules and topics of this account send under their own names, so the key of a queue has to know them; its alias of AWS's own
 * never does, and what they send is lost in silence.
 */
export function letServicesSend(scope: Construct, key: kms.IKey): void {
  const { account } = Stack.of(scope);
  for (const service of ['events', 'sns'])
    key.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: `QueuesTake${service === 'events' ? 'Events' : 'Announcements'}`,
        principals: [new iam.ServicePrincipal(`${service}.amazonaws.com`)],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    );
}
