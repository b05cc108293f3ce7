import type { Json } from './json.ts';

/** Everything that starts an execution; the journal's first record keeps it. */
export interface Start {
  definition: Json;
  input: Json;
  name: string;
  executionArn: string;
  stateMachineArn: string;
  stateMachineName: string;
  roleArn: string;
  /** ISO 8601. */
  startTime: string;
}
