import { type Examination, ok } from '../../../../core/doctor.ts';
import { monthOf, spendingIn } from '../../../../steps/records/spending.ts';
import type { DeployedPatient } from '../patient.ts';

/** What trainings of this month have cost, which a budget is held against. */
export const spending: Examination<DeployedPatient> = {
  about: 'what the trainings of this month have cost, and what those under way have reserved',
  actions: ['s3:GetObject'],
  look: async ({ store, clock }) => {
    const month = monthOf({ requestedAt: clock.now().toISOString() });
    const machines = { deliveries: 'delivery', 'pull requests': 'pull_request' } as const;
    return Promise.all(
      Object.entries(machines).map(async ([name, machine]) => {
        const { spent, reserved } = await spendingIn(store, machine, month);
        return ok(`${name}: $${spent.toFixed(2)} spent on training in ${month}, $${reserved.toFixed(2)} reserved`);
      }),
    );
  },
};
