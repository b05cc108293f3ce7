import type { AlarmKind } from './alarm-kind.ts';
import { anyLetter } from './metrics.ts';

export const reportsFailed: AlarmKind = {
  says: 'the code host could not be told how a run fared, five times over',
  watch: ({ deadLetters }) => anyLetter(deadLetters.reports),
};
