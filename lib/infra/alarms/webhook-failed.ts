import { Duration } from 'aws-cdk-lib';
import type { AlarmKind } from './alarm-kind.ts';
import { once } from './metrics.ts';

export const webhookFailed: AlarmKind = {
  says: 'webhooks are answered with an error, and GitHub does not send them again',
  watch: ({ functions: { webhook } }) =>
    webhook
      ? { ...once, metric: webhook.metric('Url5xxCount', { statistic: 'Sum', period: Duration.minutes(5) }) }
      : null,
};
