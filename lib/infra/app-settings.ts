import { type App, aws_codecommit as codecommit, type Stack, aws_secretsmanager as secretsmanager } from 'aws-cdk-lib';
import { InputError } from '../core/errors.ts';
import type { ModelDeliveryProps } from './model-delivery-props.ts';
import { Repository } from './repositories/factories.ts';

/** Context keys that connect a repository: `cdk deploy -c repository=octo/iris -c webhookSecret=… -c token=…`. */
const keys = [
  'repository',
  'codecommit',
  'branch',
  'folder',
  'webhookSecret',
  'token',
  'webhookConcurrency',
  'codecovToken',
] as const;
type Key = (typeof keys)[number];

/**
 * Props of the one pipeline of an app, from the context of the command that synthesizes it. Secrets are told by name or ARN, and
 * read by the pipeline when it needs them.
 * @throws InputError `context-invalid` for settings that cannot be used together
 */
export function settingsOf(app: App, stack: Stack): Partial<ModelDeliveryProps> {
  const given = Object.fromEntries(
    keys.flatMap((key) => {
      const value: unknown = app.node.tryGetContext(key);
      const text = typeof value === 'number' ? String(value) : value;
      return typeof text === 'string' && text !== '' ? [[key, text]] : [];
    }),
  ) as Partial<Record<Key, string>>;
  const repository = repositoryOf(stack, given);
  const { codecovToken } = given;
  return {
    ...(repository ? { repository } : {}),
    ...(codecovToken ? { codecovToken: secretOf(stack, 'CodecovToken', codecovToken) } : {}),
  };
}

function repositoryOf(stack: Stack, given: Partial<Record<Key, string>>): ModelDeliveryProps['repository'] {
  const { repository, codecommit: name, branch, folder, webhookSecret, token, webhookConcurrency } = given;
  const where = { ...(branch ? { branch } : {}), ...(folder ? { folder } : {}) };
  if (repository && name)
    throw invalid('repository (on GitHub) and codecommit are given; a pipeline has one repository');
  if (name)
    return Repository.codeCommit({
      repository: codecommit.Repository.fromRepositoryName(stack, 'Repository', name),
      ...where,
    });
  if (!repository) {
    const idle = (['branch', 'folder', 'webhookSecret', 'token', 'webhookConcurrency'] as const).filter(
      (key) => given[key],
    );
    if (idle.length > 0) throw invalid(`${idle.join(', ')} without repository or codecommit has no effect`);
    return undefined;
  }
  if (!webhookSecret || !token)
    throw invalid(`repository=${repository} needs webhookSecret and token, each the name or ARN of a secret`);
  return Repository.gitHub({
    repository,
    webhookSecret: secretOf(stack, 'WebhookSecret', webhookSecret),
    token: secretOf(stack, 'Token', token),
    ...(webhookConcurrency
      ? { webhookConcurrency: webhookConcurrency === 'unreserved' ? webhookConcurrency : Number(webhookConcurrency) }
      : {}),
    ...where,
  });
}

function secretOf(stack: Stack, id: string, name: string): secretsmanager.ISecret {
  return name.startsWith('arn:')
    ? secretsmanager.Secret.fromSecretCompleteArn(stack, id, name)
    : secretsmanager.Secret.fromSecretNameV2(stack, id, name);
}

function invalid(sentence: string): InputError {
  return new InputError('context-invalid', `the app's context: ${sentence}`);
}
