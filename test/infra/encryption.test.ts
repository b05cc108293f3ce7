import { aws_kms as kms } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { templateFacts } from '../../lib/core/cost/template.ts';
import { Iam } from '../support/iam.ts';
import { onGitHub } from './connected.ts';
import { pipeline } from './pipeline.ts';

const made = pipeline((stack) => ({ ...onGitHub(stack), encryption: 'aws-managed' }));

test('a pipeline without a key of its own has none in its template, and nobody asks for one', () => {
  expect(made.ofType('AWS::KMS::Key')).toEqual([]);
  expect(JSON.stringify(made.ofType('AWS::IAM::Policy'))).not.toContain('kms:');
  for (const [, { Properties }] of made.ofType('AWS::SNS::Topic')) expect(Properties.KmsMasterKeyId).toBeUndefined();
  for (const [, { Properties }] of made.ofType('AWS::CodeBuild::Project'))
    expect(Properties.EncryptionKey).toBe('alias/aws/s3');
});

test('buckets and queues are encrypted all the same', () => {
  for (const [, { Properties }] of made.ofType('AWS::S3::Bucket')) expect(Properties.BucketEncryption).toBeDefined();
  for (const [, { Properties }] of made.ofType('AWS::SQS::Queue')) expect(Properties.SqsManagedSseEnabled).toBe(true);
});

test('alarms reach the topic, which takes nothing that is not over TLS', () => {
  const iam = new Iam(made.resources as never);
  const [topic] = made.ofType('AWS::SNS::Topic').filter(([id]) => id.includes('Events'));
  const resource = `arn:aws:sns:local:000000000000:${topic?.[0]}`;
  const context = {
    'aws:SourceAccount': '000000000000',
    'aws:SourceArn': 'arn:aws:cloudwatch:local:000000000000:alarm:signalbox-iris-run-failed',
  };
  const call = { action: 'sns:Publish', resource, context };
  expect(iam.askService('cloudwatch.amazonaws.com', call)).toBe('allowed');
  const plain = { ...call, context: { ...context, 'aws:SecureTransport': 'false' } };
  expect(iam.askService('cloudwatch.amazonaws.com', plain)).toBe('denied');
});

test('cdk-nag finds nothing that is not acknowledged with a reason', () => {
  expect(new AwsSolutionsChecks().validateScope(made.app).violations).toEqual([]);
});

test('it saves the dollar of a key a month, and nothing else', () => {
  const monthly = ({ resources }: typeof made) =>
    templateFacts(JSON.stringify({ Resources: resources }), 'template.json').monthly;
  const others = monthly(pipeline(onGitHub)).filter(({ price }) => price !== 'key');
  expect(monthly(made).filter(({ price, count }) => price !== 'key' || count > 0)).toEqual(others);
  expect(monthly(pipeline(onGitHub))).toContainEqual({ price: 'key', count: 1 });
});

test('a key and going without one are refused together', () => {
  expect(() => pipeline((stack) => ({ encryption: 'aws-managed', encryptionKey: new kms.Key(stack, 'Key') }))).toThrow(
    /encryption.*no-effect|encryptionKey/s,
  );
});
