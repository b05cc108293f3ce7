import { type Grant, grants } from '../../support/iam.ts';
import type { Deployed } from '../deployed/template.ts';
import type { RoleCall } from '../implied/implied.ts';

/** Why an allowed action is not among the calls that anything was seen to make. */
export interface Reason {
  /** Of the logical ids of roles. */
  role: RegExp;
  /** Of `action resource`. */
  grant: RegExp;
  /** Roles that have it for the same purpose: one of them must have used it. @default nobody has to */
  like?: RegExp;
  because: string;
}

interface Allowed {
  role: string;
  text: string;
  used: boolean;
}

/** Allowed actions that no call was seen to use, `role: action resource`, without those that have a reason. */
export function unused(all: readonly Allowed[], reasons: readonly Reason[]): string[] {
  return all
    .filter((one) => !one.used && !reasons.some((reason) => excuses(reason, one, all)))
    .map(({ role, text }) => `${role}: ${text}`);
}

/** Reasons for what is used after all, or not even allowed. */
export function pointless(all: readonly Allowed[], reasons: readonly Reason[]): string[] {
  return reasons
    .filter((reason) => !all.some((one) => !one.used && excuses(reason, one, all)))
    .map(({ role, grant, because }) => `${role} ${grant}: ${because}`);
}

function excuses({ role, grant, like }: Reason, { role: id, text }: Allowed, all: readonly Allowed[]): boolean {
  if (!role.test(id) || !grant.test(text)) return false;
  return like === undefined || all.some((other) => other.used && other.text === text && like.test(other.role));
}

/** A function and its versions are one thing: which of the two a call is about is Lambda's to say. */
const familyOf = ({ action, resource }: Grant) => `${action} ${resource.replace(/(:function:[^:]+):\*$/, '$1')}`;

/** Whatever the roles' own policies allow, and whether it was used. @param about actions that are looked at */
export function allowed({ iam }: Deployed, calls: readonly RoleCall[], about = /./): Allowed[] {
  return iam.roles().flatMap((role) => {
    const made = calls.filter((one) => one.role === role).map(({ call }) => call);
    const all = iam.grantsOf(role).filter(({ action }) => about.test(action));
    const used = new Set(all.filter((grant) => made.some((call) => grants(grant, call))).map(familyOf));
    return [...new Set(all.map(familyOf))].map((text) => ({ role, text, used: used.has(text) }));
  });
}
