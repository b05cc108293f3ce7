import { CodeCommitClient } from '@aws-sdk/client-codecommit';
import type { CodeHost, CodeReports } from '../../code-host-ports.ts';
import { environment as names } from '../../core/environment.ts';
import { InternalError } from '../../core/errors.ts';
import { codeCommitOptions } from './client.ts';
import { CodeCommitHost } from './host.ts';
import { CodeCommitReports } from './reports.ts';

type Variables = Record<string, string | undefined>;

/** The connected repository as code host. @throws InternalError `bad-environment` */
export function openCodeCommitHost(env: Variables): CodeHost {
  return new CodeCommitHost(new CodeCommitClient(codeCommitOptions), {
    name: variable(env, names.codeRepository),
    branch: variable(env, names.codeBranch),
    folder: env[names.codeFolder] ?? '',
  });
}

/** The connected repository as the place to report to. @throws InternalError `bad-environment` */
export function openCodeCommitReports(env: Variables): CodeReports {
  return new CodeCommitReports(new CodeCommitClient(codeCommitOptions), variable(env, names.pipeline));
}

function variable(env: Variables, name: string): string {
  const value = env[name];
  if (value) return value;
  throw new InternalError('bad-environment', `The function's environment lacks ${name}, which CodeCommit needs.`);
}
