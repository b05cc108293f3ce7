import type { CodeHost } from '../code-host-ports.ts';
import { environment as names } from '../core/environment.ts';
import { InternalError } from '../core/errors.ts';

type Variables = Record<string, string | undefined>;

/** How each code host is opened, by its value of SIGNALBOX_CODE_HOST: one line each. */
const hosts: Record<string, (env: Variables) => Promise<CodeHost>> = {
  github: async (env) => (await import('./github/open.ts')).openGitHubHost(env),
  codecommit: async (env) => (await import('./codecommit/open.ts')).openCodeCommitHost(env),
};

/**
 * The code host that a function's environment connects; null where it connects none.
 * @throws InternalError `bad-environment` for a host that nobody knows
 */
export async function codeHostFromEnvironment(env: Variables): Promise<CodeHost | null> {
  const kind = env[names.codeHost];
  if (!kind) return null;
  const open = hosts[kind];
  if (open) return open(env);
  const known = Object.keys(hosts).join(', ') || 'none';
  throw new InternalError('bad-environment', `${names.codeHost} got ${kind}; the code hosts are ${known}`);
}
