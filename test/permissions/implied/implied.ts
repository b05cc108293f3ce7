import type { Call } from '../../support/iam.ts';
import type { Deployed } from '../deployed/template.ts';

/** A call that a role makes, and what makes it. */
export interface RoleCall {
  /** Logical id. */
  role: string;
  call: Call;
  by: string;
}

/** Calls that a resource's role makes by being what it is: nobody's code asks for them. */
export type Implied = (deployed: Deployed) => RoleCall[];
