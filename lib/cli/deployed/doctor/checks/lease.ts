import type { Examination } from '../../../../core/doctor.ts';
import { lookAtLease } from '../../../../steps/support/lease-finding.ts';
import type { DeployedPatient } from '../patient.ts';

/** Whether whoever holds the pipeline is still at work. */
export const lease: Examination<DeployedPatient> = {
  about: 'whether whoever holds the pipeline is still at work',
  actions: ['states:DescribeExecution', 's3:GetObject'],
  look: async ({ place, store, executions, clock }) => [
    await lookAtLease(place.pipeline, { store, executions, clock }),
  ],
};
