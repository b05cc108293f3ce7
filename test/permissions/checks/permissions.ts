import { grants } from '../../support/iam.ts';
import type { Deployed } from '../deployed/template.ts';
import type { RoleCall } from '../implied/implied.ts';

/** The calls that the roles' policies, and those of the resources, do not allow; each with the line that would. */
export function refused({ iam }: Deployed, calls: readonly RoleCall[]): string[] {
  const sentences = calls.flatMap(({ role, call, by }) => {
    const answer = iam.ask(role, call);
    if (answer === 'allowed') return [];
    const { action, resource, context } = call;
    const what = `${by}: ${action} on ${resource}`;
    if (answer === 'denied') return [`${what} is denied by a policy; ${role} may not do it whatever it is granted`];
    const granted = iam.grantsOf(role).some((grant) => grants(grant, call));
    if (granted) return [`${what} is granted to ${role}, but the key's own policy does not let IAM decide`];
    const conditions = context ? `, conditions: ${JSON.stringify({ StringEquals: context })}` : '';
    return [
      `${what} is not allowed; add to ${role}: { actions: ['${action}'], resources: ['${resource}']${conditions} }`,
    ];
  });
  return [...new Set(sentences)];
}
