import { type Examination, fail, ok } from '../../../../core/doctor.ts';
import { describeMachine } from '../definition.ts';
import type { DeployedPatient } from '../patient.ts';

/** Whether the state machines are there, and take executions. */
export const machines: Examination<DeployedPatient> = {
  about: 'whether the state machines are there and take executions',
  actions: ['states:DescribeStateMachine'],
  look: async (patient) => {
    const all = Object.values(patient.place.machines);
    const told = await Promise.all(all.map((arn) => describeMachine(patient, arn)));
    const idle = told.filter(({ status }) => status !== 'ACTIVE');
    if (idle.length === 0) return [ok(told.map(({ name }) => name).join(', '))];
    const names = idle.map(({ name, status }) => `${name} is ${status}`).join(', ');
    return [fail(names, 'Deploy the app again: npx cdk deploy.')];
  },
};
