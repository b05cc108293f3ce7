import { type Grant, grants } from '../../support/iam.ts';
import type { Deployed } from '../deployed/template.ts';
import type { RoleCall } from '../implied/implied.ts';

/** Why an allowed action is not among the calls that anything was seen to make. */
export interface Reason {
  /** Of the logical ids of roles. */
  role: RegExp;
  /** Of `action resource`. */
  grant: RegExp;
  because: string;
}

interface Spare {
  role: string;
  text: string;
}

/** Allowed actions that no call was seen to use, `role: action resource`, without those that have a reason. */
export function unused(deployed: Deployed, calls: readonly RoleCall[], reasons: readonly Reason[]): string[] {
  return spare(deployed, calls)
    .filter((one) => !reasons.some((reason) => excuses(reason, one)))
    .map(({ role, text }) => `${role}: ${text}`);
}

/** Reasons for what is used after all, or not even allowed. */
export function pointless(deployed: Deployed, calls: readonly RoleCall[], reasons: readonly Reason[]): string[] {
  const all = spare(deployed, calls);
  return reasons
    .filter((reason) => !all.some((one) => excuses(reason, one)))
    .map(({ role, grant, because }) => `${role} ${grant}: ${because}`);
}

function excuses({ role, grant }: Reason, one: Spare): boolean {
  return role.test(one.role) && grant.test(one.text);
}

/** A function and its versions are one thing: which of the two a call is about is Lambda's to say. */
const familyOf = ({ action, resource }: Grant) => `${action} ${resource.replace(/(:function:[^:]+):\*$/, '$1')}`;

function spare({ iam }: Deployed, calls: readonly RoleCall[]): Spare[] {
  return iam.roles().flatMap((role) => {
    const made = calls.filter((one) => one.role === role).map(({ call }) => call);
    const all = iam.grantsOf(role);
    const used = new Set(all.filter((grant) => made.some((call) => grants(grant, call))).map(familyOf));
    return [...new Set(all.map(familyOf))].filter((text) => !used.has(text)).map((text) => ({ role, text }));
  });
}
