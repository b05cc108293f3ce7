import type { CodeReports } from '../code-host-ports.ts';
import { environment as names } from '../core/environment.ts';
import { InternalError } from '../core/errors.ts';
import type { ObjectStore } from '../ports.ts';
import { bucketStore } from './bucket-store.ts';
import { codeReportsFromEnvironment } from './code-reports.ts';
import { once } from './lazy-ports.ts';

type Variables = Record<string, string | undefined>;

/** What the reporter works with: the store, and where the connected repository is told. @throws InternalError `bad-environment` */
export function reportPortsFromEnvironment(
  env: Variables,
): () => { store: ObjectStore; pipeline: string; reports: CodeReports } {
  const store = bucketStore(variable(env, names.storeBucket));
  const pipeline = variable(env, names.pipeline);
  const open = once(async () => {
    const reports = await codeReportsFromEnvironment(env);
    if (reports) return reports;
    throw new InternalError('bad-environment', `${names.codeHost} connects no code host to report to.`);
  });
  const reports: CodeReports = {
    check: async (change, state, said) => (await open()).check(change, state, said),
    comment: async (change, markdown) => (await open()).comment(change, markdown),
    deployment: async (change, state, said) => (await open()).deployment(change, state, said),
    release: async (change, release) => (await open()).release(change, release),
  };
  return () => ({ store, pipeline, reports });
}

function variable(env: Variables, name: string): string {
  const value = env[name];
  if (value) return value;
  throw new InternalError('bad-environment', `The function's environment lacks ${name}, which the reporter uses.`);
}
