import { noRoute } from '../../lib/core/rollout/traffic.ts';
import { readRollout } from '../../lib/steps/records/rollout-record.ts';
import { rolloutRollBack } from '../../lib/steps/rollout-roll-back.ts';
import { candidateCut, shiftedTo } from './rollout.ts';

test('traffic goes back to where it came from, once or twice', async () => {
  const { ports, input } = await shiftedTo(1);
  const first = await rolloutRollBack(input, ports);
  expect(first).toMatchObject({ outcome: 'rolled_back', sentence: 'all traffic is back on 1.0.0' });
  expect(await rolloutRollBack(input, ports)).toEqual(first);
  expect(ports.target.live).toEqual({ ...noRoute, stable: 'v-1.0.0' });
  expect(await readRollout(ports.store, 'iris')).toMatchObject({ state: 'rolled_back' });
});

test('without a record nothing was moved, and nothing is', async () => {
  const { ports, input } = await candidateCut();
  expect(await rolloutRollBack(input, ports)).toMatchObject({
    outcome: 'rolled_back',
    sentence: 'traffic was never moved',
  });
  expect(ports.target.calls).toEqual(['observe']);
});
