import { trainingMinutes } from '../../../lib/core/monitoring/training-minutes.ts';
import type { TimelineEntry } from '../../../lib/core/run.ts';

const state = (name: string, seconds: number | null): TimelineEntry => ({
  machine: 'delivery',
  state: name,
  enteredAt: '2026-11-23T09:00:00.000Z',
  leftAt: seconds === null ? null : new Date(Date.parse('2026-11-23T09:00:00.000Z') + seconds * 1_000).toISOString(),
  status: 'done',
});

test('every attempt at a training counts to its next whole minute; what still runs, or is none, does not', () => {
  expect(trainingMinutes([state('Checks', 600), state('Train', 61), state('Train', 60), state('Train', null)])).toBe(3);
  expect(trainingMinutes([])).toBe(0);
});
