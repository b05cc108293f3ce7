import { type Grant, grants } from '../../support/iam.ts';
import type { Deployed } from '../deployed/template.ts';
import type { RoleCall } from '../implied/implied.ts';
import type { Reason } from './unused.ts';

/** What a resource is one of: objects of one folder of a bucket, versions of a function, executions of a machine. */
function kindOf(resource: string): string {
  const [, bucket, folder] = /^arn:aws:s3:::([^/]+)\/([^/]+)/.exec(resource) ?? [];
  return bucket === undefined ? resource.replace(/[:/][^:/]*$/, '') : `${bucket}/${folder}/`;
}

/**
 * Grants that reach further than what their role does: an action by a wildcard, all resources though the calls name one, and kinds of
 * resources that others call the same action on, and this role never. So a pattern that grows is found by whatever it newly covers.
 */
export function wide(deployed: Deployed, calls: readonly RoleCall[], reasons: readonly Reason[]): string[] {
  const { iam } = deployed;
  const told = iam.roles().flatMap((role) => {
    const mine = calls.filter((one) => one.role === role);
    return iam.grantsOf(role).flatMap((grant) => tooWide(grant, mine, calls).map((what) => ({ role, grant, what })));
  });
  const open = told.filter(
    ({ role, grant }) =>
      !reasons.some((one) => one.role.test(role) && one.grant.test(`${grant.action} ${grant.resource}`)),
  );
  return [...new Set(open.map(({ role, grant, what }) => `${role}: ${grant.action} ${grant.resource} ${what}`))];
}

function tooWide(grant: Grant, mine: readonly RoleCall[], all: readonly RoleCall[]): string[] {
  const { action, resource } = grant;
  if (action.includes('*')) return ['allows actions by a wildcard'];
  const used = mine.map(({ call }) => call).filter((call) => grants(grant, call));
  if (used.length === 0 || !resource.includes('*')) return [];
  if (resource === '*')
    return used.some((call) => call.resource !== '*') ? ['allows it on all resources, and there are some to name'] : [];
  const kinds = new Set(used.map((call) => kindOf(call.resource)));
  const reached = all.filter(({ call }) => call.action === action && grants(grant, call));
  return reached.flatMap(({ call }) => {
    const kind = kindOf(call.resource);
    return kinds.has(kind) ? [] : [`reaches ${kind}, where others go and it never does`];
  });
}
