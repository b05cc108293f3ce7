import { setTimeout as sleep } from 'node:timers/promises';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { CodeHost, CodeReports } from '../../code-host-ports.ts';
import { environment as names } from '../../core/environment.ts';
import { InternalError } from '../../core/errors.ts';
import { checkNameOf } from '../../core/github/check-name.ts';
import { systemClock } from '../system-clock.ts';
import { GitHubClient } from './client.ts';
import { CredentialsSecret } from './credentials-secret.ts';
import { GitHubHost } from './host.ts';
import { GitHubReports } from './reports/reports.ts';

type Variables = Record<string, string | undefined>;

/** The connected repository as code host. @throws InternalError `bad-environment` */
export function openGitHubHost(env: Variables): CodeHost {
  return new GitHubHost(openClient(env), {
    branch: variable(env, names.codeBranch),
    folder: env[names.codeFolder] ?? '',
  });
}

/** The connected repository as the place to report to. @throws InternalError `bad-environment` */
export function openGitHubReports(env: Variables): CodeReports {
  const pipeline = variable(env, names.pipeline);
  // Of its own, since several pipelines may live in one repository.
  const tagPrefix = env[names.codeTagPrefix] ?? `${pipeline}-v`;
  const check = checkNameOf(pipeline, env[names.codeFolder] ?? '');
  return new GitHubReports(openClient(env), { pipeline, tagPrefix, check });
}

function openClient(env: Variables): GitHubClient {
  const SecretId = variable(env, names.codeTokenArn);
  const manager = new SecretsManagerClient({ maxAttempts: 5 });
  const fetch = async () => (await manager.send(new GetSecretValueCommand({ SecretId }))).SecretString ?? '';
  const credentials = new CredentialsSecret(`the secret ${secretName(SecretId)}`, fetch, systemClock);
  return new GitHubClient({ repository: variable(env, names.codeRepository), credentials, sleep });
}

/** `arn:…:secret:<name>-<6 characters>`; the account in it concerns no reader of a message. */
function secretName(arn: string): string {
  return arn.split(':secret:').at(-1) ?? arn;
}

function variable(env: Variables, name: string): string {
  const value = env[name];
  if (value) return value;
  throw new InternalError('bad-environment', `The function's environment lacks ${name}, which GitHub needs.`);
}
