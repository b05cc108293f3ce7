import type { CodeReports } from '../code-host-ports.ts';
import { environment as names } from '../core/environment.ts';
import { InternalError } from '../core/errors.ts';

type Variables = Record<string, string | undefined>;

/** How each code host is told, by its value of SIGNALBOX_CODE_HOST: one line each. */
const reporters: Record<string, (env: Variables) => Promise<CodeReports>> = {
  github: async (env) => (await import('./github/open.ts')).openGitHubReports(env),
  codecommit: async (env) => (await import('./codecommit/open.ts')).openCodeCommitReports(env),
};

/**
 * Where a function's environment has code changes reported to; null where no repository is connected.
 * @throws InternalError `bad-environment` for a host that nobody knows
 */
export async function codeReportsFromEnvironment(env: Variables): Promise<CodeReports | null> {
  const kind = env[names.codeHost];
  if (!kind) return null;
  const open = reporters[kind];
  if (open) return open(env);
  const known = Object.keys(reporters).join(', ');
  throw new InternalError('bad-environment', `${names.codeHost} got ${kind}; the code hosts are ${known}`);
}
