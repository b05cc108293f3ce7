import { gateNames } from '../../../lib/core/gate.ts';
import { gateSchema } from '../../../lib/core/run-schemas.ts';
import { gateOfFailure } from '../../../lib/steps/support/failed-gate.ts';

test.each(gateNames)('a job that said no is the record of the %s gate, with what is demanded', (gate) => {
  const explained = { code: 'time-limit', sentence: 'it did not end within its time limit' };
  const record = gateOfFailure(gate, explained, new Date(0));
  expect(gateSchema.parse(record)).toMatchObject({
    gate,
    verdict: 'fail',
    sentence: explained.sentence,
    checks: [{ verdict: 'fail', observed: 'time-limit', allowed: expect.stringMatching(/./) }],
  });
});
