import type { Resource } from '../../lib/local/assembly/resolve.ts';
import { type Call, Iam } from './iam.ts';

const role: Resource = { Type: 'AWS::IAM::Role', Properties: {} };
const policy = (...Statement: unknown[]): Resource => ({
  Type: 'AWS::IAM::Policy',
  Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: { Statement } },
});
const allow = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::store/runs/*' };
const get = (key: string, context = {}): Call => ({
  action: 's3:GetObject',
  resource: `arn:aws:s3:::store/${key}`,
  context,
});
const ask = (resources: Record<string, Resource>, call: Call) =>
  new Iam({ Role: role, ...resources }).ask('Role', call);

test('what nothing allows is not allowed, and a wildcard means any text', () => {
  expect(ask({}, get('runs/1'))).toBe('not allowed');
  expect(ask({ P: policy(allow) }, get('runs/1/a'))).toBe('allowed');
  expect(ask({ P: policy(allow) }, get('run'))).toBe('not allowed');
  expect(ask({ P: policy({ ...allow, Action: ['s3:Get*'] }) }, get('runs/1'))).toBe('allowed');
  expect(ask({ P: policy({ ...allow, Resource: 'arn:aws:s3:::store/???/1' }) }, get('runs/1'))).toBe('not allowed');
});

test('a denial wins wherever it stands', () => {
  const deny = { ...allow, Effect: 'Deny', Resource: 'arn:aws:s3:::store/runs/secret' };
  expect(ask({ P: policy(allow, deny) }, get('runs/secret'))).toBe('denied');
  const bucket = {
    Type: 'AWS::S3::BucketPolicy',
    Properties: { PolicyDocument: { Statement: [{ ...deny, Principal: '*' }] } },
  };
  expect(ask({ P: policy(allow), B: bucket }, get('runs/secret'))).toBe('denied');
  expect(ask({ P: policy(allow), B: bucket }, get('runs/open'))).toBe('allowed');
});

test('a condition on what the request does not have fails, and Null asks for just that', () => {
  const when = (Condition: unknown) => ({ P: policy({ ...allow, Condition }) });
  expect(ask(when({ StringLike: { 's3:prefix': 'a/*' } }), get('runs/1'))).toBe('not allowed');
  expect(ask(when({ StringLike: { 's3:prefix': ['b/*', 'a/*'] } }), get('runs/1', { 's3:prefix': 'a/x' }))).toBe(
    'allowed',
  );
  expect(ask(when({ Null: { 's3:prefix': 'true' } }), get('runs/1'))).toBe('allowed');
  expect(ask(when({ Null: { 's3:prefix': 'true' } }), get('runs/1', { 's3:prefix': '' }))).toBe('not allowed');
  expect(ask(when({ NumericLessThan: { 's3:TlsVersion': 1.2 } }), get('runs/1'))).toBe('not allowed');
});

test('a key lets the role use it only where its own policy leaves that to the account', () => {
  const use = { action: 'kms:Decrypt', resource: 'arn:aws:kms:local:000000000000:key/Key' };
  const grant = policy({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: use.resource });
  const key = (AWS: string): Resource => ({
    Type: 'AWS::KMS::Key',
    Properties: { KeyPolicy: { Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: { AWS } }] } },
  });
  expect(ask({ P: grant, Key: key('arn:aws:iam::000000000000:root') }, use)).toBe('allowed');
  expect(ask({ P: grant, Key: key('arn:aws:iam::000000000000:role/other') }, use)).toBe('not allowed');
  expect(ask({ Key: key('arn:aws:iam::000000000000:role/Role') }, use)).toBe('allowed');
});

test('an operator or element that it does not know is an error', () => {
  expect(() =>
    ask({ P: policy({ ...allow, Condition: { DateLessThan: { 'aws:CurrentTime': 'x' } } }) }, get('runs/1')),
  ).toThrow('DateLessThan is not known');
  expect(() => ask({ P: policy({ ...allow, NotAction: 'x' }) }, get('runs/1'))).toThrow('NotAction is not known');
});
