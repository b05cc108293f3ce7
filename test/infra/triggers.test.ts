import {
  aws_cloudwatch as cloudwatch,
  aws_codecommit as codecommit,
  Duration,
  aws_kms as kms,
  aws_scheduler as scheduler,
  aws_secretsmanager as secretsmanager,
  type Stack,
  TimeZone,
} from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { deployedPlaceSchema } from '../../lib/core/deployed-place.ts';
import type { ModelDeliveryProps } from '../../lib/infra/model-delivery.ts';
import { Repository } from '../../lib/infra/repositories/factories.ts';
import { Resolver } from '../../lib/local/assembly/resolve.ts';
import { pipeline } from './pipeline.ts';

const account = '123456789012';
const secretArn = (name: string) => `arn:aws:secretsmanager:eu-west-1:${account}:secret:${name}-AbCdEf`;
const secret = (stack: Stack, name: string) =>
  secretsmanager.Secret.fromSecretCompleteArn(stack, name, secretArn(name));

const onGitHub = (stack: Stack): Partial<ModelDeliveryProps> => ({
  repository: Repository.gitHub({
    repository: 'octo/iris',
    webhookSecret: secret(stack, 'webhook'),
    token: secret(stack, 'token'),
    folder: 'models/iris/',
  }),
  codecovToken: secret(stack, 'codecov'),
  schedule: scheduler.ScheduleExpression.cron({ hour: '4', minute: '0', timeZone: TimeZone.EUROPE_BERLIN }),
  driftAlarms: [cloudwatch.Alarm.fromAlarmArn(stack, 'Drift', `arn:aws:cloudwatch:eu-west-1:${account}:alarm:drift`)],
});
const onCodeCommit = (stack: Stack): Partial<ModelDeliveryProps> => ({
  repository: Repository.codeCommit({
    repository: codecommit.Repository.fromRepositoryName(stack, 'Code', 'iris'),
    branch: 'release',
  }),
});

const gitHub = pipeline(onGitHub);
const codeCommit = pipeline(onCodeCommit);
const plain = pipeline();

describe('cdk-nag finds nothing that is not acknowledged with a reason', () => {
  test.each([
    ['on GitHub', () => gitHub],
    ['on CodeCommit', () => codeCommit],
    [
      'on GitHub, all under a key',
      () =>
        pipeline((stack) => ({ ...onGitHub(stack), encryptionKey: new kms.Key(stack, 'Key', { enableKeyRotation: true }) })),
    ],
  ])('%s', (_, make) => {
    expect(new AwsSolutionsChecks().validateScope(make().app).violations).toEqual([]);
  });
});
