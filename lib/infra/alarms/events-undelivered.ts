import type { AlarmKind } from './alarm-kind.ts';
import { anyLetter } from './metrics.ts';

export const eventsUndelivered: AlarmKind = {
  says: 'an event could not be put on the intake queue within a day, so it started nothing',
  watch: ({ deadLetters }) => anyLetter(deadLetters.events),
};
