import type { AdmitOutput } from '../../../lib/core/step-io.ts';
import { authorized } from '../authorized/authorized.ts';
import type { SdkCall } from '../deployed/recorder.ts';
import type { Deployed, Lane } from '../deployed/template.ts';
import { functions, queues, rules, schedules } from './functions.ts';
import type { RoleCall } from './implied.ts';
import { machines } from './machines.ts';
import { projects } from './projects.ts';
import { served } from './served.ts';

/** All that IAM is asked of a deployed pipeline's roles: calls that were recorded, and those that nobody's code makes. */
export function roleCalls(
  deployed: Deployed,
  recorded: readonly SdkCall[],
  admitted: Record<Lane, AdmitOutput[]>,
): RoleCall[] {
  const made = recorded.flatMap((call) => {
    const role = deployed.roleOf(call.caller);
    return authorized(call, deployed).map((one) => ({ role, call: one, by: call.caller }));
  });
  return [
    ...made,
    ...[functions, queues, rules, schedules, machines, served].flatMap((implied) => implied(deployed)),
    ...projects(deployed, admitted),
  ];
}
