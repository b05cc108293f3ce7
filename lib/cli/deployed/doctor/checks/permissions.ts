import { SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { type Examination, fail, ok } from '../../../../core/doctor.ts';
import { type Ask, machineAsks, stepAsks } from '../asks.ts';
import { describeMachine } from '../definition.ts';
import type { DeployedPatient } from '../patient.ts';

/** Whether the roles may still do what matters, by what IAM itself makes of their policies. */
export const permissions: Examination<DeployedPatient> = {
  about: 'whether the roles may still make the calls that matter, by IAM itself',
  actions: ['iam:SimulatePrincipalPolicy', 'lambda:GetFunctionConfiguration', 'states:DescribeStateMachine'],
  look: async (patient) => {
    const { roleArn, definition } = await describeMachine(patient, patient.place.machines.delivery);
    const asks = [...(await rolesAsk(patient)), ...machineAsks(definition).map((ask) => ({ ...ask, role: roleArn }))];
    const denied: string[] = [];
    for (const ask of asks) if (!(await isAllowed(patient, ask))) denied.push(sentenceOf(ask));
    if (denied.length === 0) return [ok(`all ${asks.length} calls that were asked for are allowed`)];
    const mend =
      'Look for a policy that was changed by hand, a boundary, or a policy of the organization; then npx cdk deploy.';
    return [fail(denied.join('; '), mend)];
  },
};

interface Asked extends Ask {
  role: string | undefined;
}

async function rolesAsk({ place, aws }: DeployedPatient): Promise<Asked[]> {
  const asks = stepAsks(place).filter(({ who }) => place.functions[who] !== undefined);
  const roles = new Map<string, string | undefined>();
  for (const who of new Set(asks.map((ask) => ask.who))) {
    const FunctionName = place.functions[who];
    roles.set(who, (await aws.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }))).Role);
  }
  return asks.map((ask) => ({ ...ask, role: roles.get(ask.who) }));
}

async function isAllowed({ aws }: DeployedPatient, { role, action, resource }: Asked): Promise<boolean> {
  const { EvaluationResults = [] } = await aws.iam.send(
    new SimulatePrincipalPolicyCommand({ PolicySourceArn: role, ActionNames: [action], ResourceArns: [resource] }),
  );
  return EvaluationResults.length > 0 && EvaluationResults.every(({ EvalDecision }) => EvalDecision === 'allowed');
}

function sentenceOf({ who, action, resource }: Ask): string {
  return `${who} may not ${action} on ${resource}`;
}
