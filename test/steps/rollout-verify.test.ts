import { rolloutPromote } from '../../lib/steps/rollout-promote.ts';
import { rolloutRollBack } from '../../lib/steps/rollout-roll-back.ts';
import { rolloutVerify } from '../../lib/steps/rollout-verify.ts';
import { shiftedTo } from './rollout.ts';

const ways = { promoted: rolloutPromote, rolled_back: rolloutRollBack };

test.each(['promoted', 'rolled_back'] as const)('%s is believed once channel and target say so', async (outcome) => {
  const { ports, input } = await shiftedTo(1);
  const result = await ways[outcome](input, ports);
  expect(await rolloutVerify({ ...input, result }, ports)).toEqual(result);
});

test('after a promotion the version before stays ready, so that going back is quick', async () => {
  const { ports, input } = await shiftedTo(1);
  for (const id of ['v-0.9.0', 'v-1.0.0', 'v-1.0.1']) ports.target.prepared.add(id);
  await rolloutVerify({ ...input, result: await rolloutPromote(input, ports) }, ports);
  expect([...ports.target.prepared].sort()).toEqual(['v-1.0.0', 'v-1.0.1']);
});

test('after going back the candidate is let go', async () => {
  const { ports, input } = await shiftedTo(1);
  for (const id of ['v-1.0.0', 'v-1.0.1']) ports.target.prepared.add(id);
  await rolloutVerify({ ...input, result: await rolloutRollBack(input, ports) }, ports);
  expect([...ports.target.prepared]).toEqual(['v-1.0.0']);
});

test.each([
  ['a promotion that the channel does not name', 'promoted' as const, /the channel names 1\.0\.0/],
  ['a route that is not what was set', 'rolled_back' as const, /the target routes .*"candidatePercent":50/],
])('%s is not believed', async (_, outcome, sentence) => {
  const { ports, input } = await shiftedTo(1);
  const verifying = rolloutVerify({ ...input, result: { outcome, sentence: '' } }, ports);
  await expect(verifying).rejects.toMatchObject({ code: 'not-verified', message: expect.stringMatching(sentence) });
});
