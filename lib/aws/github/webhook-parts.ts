import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { environment as names } from '../../core/environment.ts';
import { InternalError } from '../../core/errors.ts';
import { checkNameOf } from '../../core/github/check-name.ts';
import { SqsQueue } from '../sqs-queue.ts';
import { systemClock } from '../system-clock.ts';
import type { WebhookParts } from './webhook.ts';
import { WebhookSecrets } from './webhook-secrets.ts';

/** GitHub waits 10 s for the whole answer: two tries of each of two services are within. */
const patience = { maxAttempts: 2, requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000 } };

/** What the webhook works with, from its environment and once a container. @throws InternalError `bad-environment`, at the first call */
export function openWebhook(env: Record<string, string | undefined>): () => WebhookParts {
  let parts: WebhookParts | undefined;
  return () => {
    parts ??= connect((name) => {
      const value = env[name];
      if (value) return value;
      throw new InternalError('bad-environment', `The function's environment lacks ${name}, which the webhook uses.`);
    }, env[names.codeFolder] ?? '');
    return parts;
  };
}

function connect(variable: (name: string) => string, folder: string): WebhookParts {
  const SecretId = variable(names.webhookSecretArn);
  const manager = new SecretsManagerClient(patience);
  const fetch = async () => (await manager.send(new GetSecretValueCommand({ SecretId }))).SecretString ?? '';
  return {
    connected: {
      repository: variable(names.codeRepository),
      branch: variable(names.codeBranch),
      check: checkNameOf(variable(names.pipeline), folder),
    },
    secrets: new WebhookSecrets(fetch, systemClock),
    queue: new SqsQueue(new SQSClient(patience), variable(names.intakeQueueUrl)),
  };
}
