import { DescribeStateMachineCommand, type DescribeStateMachineCommandOutput } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import type { DeployedPatient } from './patient.ts';

const stateSchema = z.looseObject({
  Resource: z.string().optional(),
  Parameters: z.looseObject({}).optional(),
  ItemProcessor: z.looseObject({ States: z.record(z.string(), z.looseObject({})) }).optional(),
});
type State = z.output<typeof stateSchema>;
const definitionSchema = z.object({ States: z.record(z.string(), stateSchema) });

/** A machine as it is deployed. */
export async function describeMachine(
  { aws }: Pick<DeployedPatient, 'aws'>,
  stateMachineArn: string,
): Promise<DescribeStateMachineCommandOutput> {
  return aws.sfn.send(new DescribeStateMachineCommand({ stateMachineArn }));
}

/** The parameters of its tasks by the call that they make, those of a map's states included: `lambda:invoke`. */
export function tasksIn(definition: string | undefined): Array<{ call: string; parameters: Record<string, unknown> }> {
  const { States } = definitionSchema.parse(JSON.parse(definition ?? '{"States":{}}'));
  return Object.values(States)
    .flatMap((state) => [state, ...Object.values(state.ItemProcessor?.States ?? {}).map(asState)])
    .flatMap(({ Resource = '', Parameters = {} }) => {
      const call = /:states:::(?:aws-sdk:)?([a-z0-9]+:[A-Za-z0-9]+)/.exec(Resource)?.[1];
      return call === undefined ? [] : [{ call, parameters: Parameters }];
    });
}

function asState(value: unknown): State {
  return stateSchema.parse(value);
}
