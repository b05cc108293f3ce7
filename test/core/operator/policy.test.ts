import { commands } from '../../../lib/cli/commands/registry.ts';
import { operatorNeeds } from '../../../lib/core/operator/needs.ts';
import { operatorPolicy } from '../../../lib/core/operator/policy.ts';
import { deployedSample } from './deployed-sample.ts';

test('to go back an operator needs to find the pipeline and to call one function of it', () => {
  expect(operatorPolicy(deployedSample, ['rollback'])).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        ...{ Sid: 'Place', Effect: 'Allow', Action: ['ssm:GetParameter'] },
        Resource: ['arn:aws:ssm:eu-west-1:123456789012:parameter/signalbox/iris/place'],
      },
      {
        ...{ Sid: 'Operate', Effect: 'Allow', Action: ['lambda:InvokeFunction'] },
        Resource: ['arn:aws:lambda:eu-west-1:123456789012:function:iris-operate'],
      },
    ],
  });
});

test('several commands are one policy, which says nothing twice', () => {
  const { Statement } = operatorPolicy(deployedSample, ['runs', 'verify', 'approve', 'runs']);
  const sids = Statement.map(({ Sid }) => Sid);
  expect(new Set(sids).size).toBe(sids.length);
  expect(Statement.find(({ Sid }) => Sid === 'Key')?.Action).toEqual(['kms:Decrypt', 'kms:GenerateDataKey']);
});

test('of what a pipeline does not have nothing is allowed', () => {
  const bare = { ...deployedSample, key: null, signingKey: null, repository: null, served: null };
  const text = JSON.stringify(operatorPolicy(bare, Object.keys(operatorNeeds)));
  expect(text).not.toMatch(/kms:|secretsmanager:|lambda:GetAlias|sagemaker:/);
});

test('all resources are allowed only for what AWS has none for', () => {
  const wide = operatorPolicy(deployedSample, Object.keys(operatorNeeds)).Statement.filter(({ Resource }) =>
    Resource.includes('*'),
  );
  expect(wide.flatMap(({ Action }) => Action)).toEqual([
    'cloudwatch:DescribeAlarms',
    'cloudwatch:GetMetricData',
    'lambda:ListEventSourceMappings',
    'servicequotas:ListServiceQuotas',
  ]);
});

test('a command that asks no deployed pipeline is refused with those that do', () => {
  expect(() => operatorPolicy(deployedSample, ['validate'])).toThrow(/is called "validate"; known: runs, show, /);
});

test('each of them is a command', () => {
  const known = commands.map(({ name }) => name);
  expect(Object.keys(operatorNeeds).filter((name) => !known.includes(name))).toEqual([]);
});
