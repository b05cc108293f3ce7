import {
  aws_cloudwatch as cloudwatch,
  aws_codecommit as codecommit,
  type Stack,
  aws_scheduler as scheduler,
  aws_secretsmanager as secretsmanager,
  TimeZone,
} from 'aws-cdk-lib';
import type { ModelDeliveryProps } from '../../lib/infra/model-delivery-props.ts';
import { Repository } from '../../lib/infra/repositories/factories.ts';

export const account = '123456789012';
export const secretArn = (name: string) => `arn:aws:secretsmanager:eu-west-1:${account}:secret:${name}-AbCdEf`;
export const secret = (stack: Stack, name: string) =>
  secretsmanager.Secret.fromSecretCompleteArn(stack, name, secretArn(name));

/** All that starts runs by itself, on GitHub. */
export const onGitHub = (stack: Stack): Partial<ModelDeliveryProps> => ({
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
export const onCodeCommit = (stack: Stack): Partial<ModelDeliveryProps> => ({
  repository: Repository.codeCommit({
    repository: codecommit.Repository.fromRepositoryName(stack, 'Code', 'iris'),
    branch: 'release',
  }),
});
