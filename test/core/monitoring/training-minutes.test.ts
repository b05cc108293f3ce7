import { trainingMinutes } from '../../../lib/core/monitoring/training-minutes.ts';
import { stateFor } from '../../support/timeline.ts';

test('every attempt at a training counts to its next whole minute; what still runs, or is none, does not', () => {
  expect(
    trainingMinutes([stateFor('Checks', 600), stateFor('Train', 61), stateFor('Train', 60), stateFor('Train', null)]),
  ).toBe(3);
  expect(trainingMinutes([])).toBe(0);
});
