import { spending } from '../../../../../lib/cli/deployed/doctor/checks/spending.ts';
import { reserve, spend } from '../../../../../lib/steps/records/spending.ts';
import { patient } from '../patient.ts';

test('what was spent and what is reserved are told of this month, deliveries and pull requests apart', async () => {
  const seen = await patient();
  const at = seen.clock.now();
  const run = (runId: string, requestedAt = at.toISOString()) => ({ runId, machine: 'delivery' as const, requestedAt });
  await reserve(seen.store, run('a'), at, () => ({ dollars: 9 }));
  await spend(seen.store, run('a'), { dollars: 1.25, seconds: 60, at });
  await reserve(seen.store, run('b'), at, () => ({ dollars: 0.5 }));
  await reserve(seen.store, run('c', '2025-01-01T00:00:00.000Z'), at, () => ({ dollars: 7 }));
  expect((await spending.look(seen)).map(({ sentence }) => sentence)).toEqual([
    'deliveries: $1.25 spent on training in 2026-01, $0.50 reserved',
    'pull requests: $0.00 spent on training in 2026-01, $0.00 reserved',
  ]);
});
