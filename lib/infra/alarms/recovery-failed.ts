import type { AlarmKind } from './alarm-kind.ts';
import { anyLetter } from './metrics.ts';

export const recoveryFailed: AlarmKind = {
  says: 'the recovery failed at an execution that ended without its clean-up',
  watch: ({ deadLetters }) => anyLetter(deadLetters.recover),
};
