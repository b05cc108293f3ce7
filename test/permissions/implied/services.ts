import type { Call } from '../../support/iam.ts';
import { keyOf, withKey } from '../authorized/key.ts';
import { arn, asked } from '../authorized/rule.ts';
import type { Deployed } from '../deployed/template.ts';

/** What a service calls in nobody's name, allowed by the policy of the resource alone. */
export interface ServiceCall {
  /** `events.amazonaws.com`. */
  service: string;
  call: Call;
  by: string;
}

// biome-ignore lint/suspicious/noExplicitAny: a template's properties have no types.
type Properties = any;

/** What rules, subscriptions, alarms, access logs and served functions bring about. */
export function serviceCalls(deployed: Deployed): ServiceCall[] {
  return [
    ...deployed.ofType('AWS::Events::Rule').flatMap(([id, one]) => ofRule(deployed, id, one)),
    ...deployed.ofType('AWS::SNS::Subscription').flatMap(([id, one]) => ofSubscription(deployed, id, one)),
    ...deployed.ofType('AWS::CloudWatch::Alarm').flatMap(([id, one]) => ofAlarm(deployed, id, one)),
    ...deployed.ofType('AWS::S3::Bucket').flatMap(([id, one]) => ofBucket(deployed, id, one)),
  ];
}

/** Messages of one source on a queue, and the use of the queue's key for them. */
function onQueue(deployed: Deployed, queueArn: unknown, service: string, source: string, by: string): ServiceCall[] {
  const id = deployed.named('AWS::SQS::Queue', deployed.text(queueArn).split(':').at(-1) ?? '');
  const calls = [
    asked('sqs:SendMessage', deployed.resolver.arnOf(id)),
    ...withKey(deployed, keyOf(deployed, id), 'GenerateDataKey', 'Decrypt'),
  ];
  return calls.map((call) => from(service, source, call, by));
}

function from(service: string, source: string, call: Call, by: string): ServiceCall {
  return {
    service,
    call: { ...call, context: { ...call.context, 'aws:SourceArn': source, 'aws:SourceAccount': '000000000000' } },
    by,
  };
}

function ofRule(deployed: Deployed, id: string, { Targets = [] }: Properties): ServiceCall[] {
  const source = deployed.resolver.arnOf(id);
  return Targets.flatMap(({ Arn, DeadLetterConfig }: Properties) => [
    ...(deployed.text(Arn).includes(':sqs:') ? onQueue(deployed, Arn, 'events.amazonaws.com', source, id) : []),
    ...(DeadLetterConfig ? onQueue(deployed, DeadLetterConfig.Arn, 'events.amazonaws.com', source, id) : []),
  ]);
}

function ofSubscription(deployed: Deployed, id: string, one: Properties): ServiceCall[] {
  if (one.Protocol !== 'sqs') return [];
  const queues = [one.Endpoint, one.RedrivePolicy?.deadLetterTargetArn].filter(Boolean);
  return queues.flatMap((queue) => onQueue(deployed, queue, 'sns.amazonaws.com', deployed.text(one.TopicArn), id));
}

function ofAlarm(deployed: Deployed, id: string, { AlarmActions = [] }: Properties): ServiceCall[] {
  return AlarmActions.flatMap((action: unknown) => {
    const topic = deployed
      .ofType('AWS::SNS::Topic')
      .find(([one]) => deployed.resolver.arnOf(one) === deployed.text(action));
    const key = topic && keyOf(deployed, topic[0]);
    const calls = [
      asked('sns:Publish', deployed.text(action)),
      ...withKey(deployed, key, 'Decrypt', 'GenerateDataKey'),
    ];
    return calls.map((call) => from('cloudwatch.amazonaws.com', arn('cloudwatch', `alarm:${id}`), call, id));
  });
}

function ofBucket(deployed: Deployed, id: string, { LoggingConfiguration: logging }: Properties): ServiceCall[] {
  if (!logging) return [];
  const object = `arn:aws:s3:::${deployed.text(logging.DestinationBucketName)}/${logging.LogFilePrefix}a`;
  const put = asked('s3:PutObject', object, { 's3:ObjectCreationOperation': 'true' });
  return [from('logging.s3.amazonaws.com', deployed.resolver.arnOf(id), put, id)];
}
