import { fuzz } from './campaign.ts';

test('whatever the file and whatever the contract: a verdict or one clear error, in time, and no file but its own', async () => {
  const tally = await fuzz({ limitMs: 30_000, cases: 300, caseMs: 30_000 });
  expect(tally.verdict + tally.refused).toBeGreaterThan(20);
  expect(tally.refused).toBeGreaterThan(0);
  expect(tally.peakBytes).toBeLessThan(1.5e9);
});
