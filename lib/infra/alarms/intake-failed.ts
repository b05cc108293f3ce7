import type { AlarmKind } from './alarm-kind.ts';
import { anyLetter } from './metrics.ts';

export const intakeFailed: AlarmKind = {
  says: 'the intake failed at an event five times, so it started nothing',
  watch: ({ deadLetters }) => anyLetter(deadLetters.intake),
};
