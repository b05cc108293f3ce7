import { GetFunctionConfigurationCommand, ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { type Examination, fail, ok, type Said } from '../../../../core/doctor.ts';
import type { DeployedPatient } from '../patient.ts';

/** Whether the functions around the machines can be called, and the queues feed them. */
export const functions: Examination<DeployedPatient> = {
  about: 'whether the functions around them can be called, and their queues feed them',
  actions: ['lambda:GetFunctionConfiguration', 'lambda:ListEventSourceMappings'],
  look: async (patient) => {
    const { functions: known } = patient.place;
    const broken = (await Promise.all(Object.values(known).map((name) => faultOf(patient, name)))).flat();
    const fed = await Promise.all(['intake', 'report'].map((step) => feedOf(patient, known[step])));
    const said = [...broken, ...fed.flat()];
    return said.length > 0 ? said : [ok(`${Object.keys(known).join(', ')} are active, and fed`)];
  },
};

async function faultOf({ aws }: DeployedPatient, FunctionName: string): Promise<Said[]> {
  const told = await aws.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const { State = 'Active', LastUpdateStatus = 'Successful', StateReason, LastUpdateStatusReason } = told;
  // Lambda lets go of what nobody called for weeks, and takes it up again with the next call.
  if (['Active', 'Inactive'].includes(State) && LastUpdateStatus !== 'Failed') return [];
  const why = StateReason ?? LastUpdateStatusReason ?? 'no reason is given';
  return [fail(`${FunctionName} is ${State}, its last update ${LastUpdateStatus}: ${why}`, 'Deploy the app again.')];
}

async function feedOf({ aws }: DeployedPatient, FunctionName: string | undefined): Promise<Said[]> {
  if (FunctionName === undefined) return [];
  const { EventSourceMappings = [] } = await aws.lambda.send(new ListEventSourceMappingsCommand({ FunctionName }));
  const feeding = EventSourceMappings.filter(({ State }) => State === 'Enabled' || State === 'Creating');
  if (feeding.length > 0) return [];
  const state = EventSourceMappings[0]?.State ?? 'not there';
  const mend = `aws lambda update-event-source-mapping --uuid ${EventSourceMappings[0]?.UUID ?? 'UUID'} --enabled`;
  return [fail(`nothing feeds ${FunctionName} from its queue: the mapping is ${state}`, mend)];
}
