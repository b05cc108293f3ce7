import type { AlarmKind } from './alarm-kind.ts';
import { lookPeriod, silent } from './metrics.ts';

export const reaperSilent: AlarmKind = {
  says: 'the reaper, which looks every five minutes, has stopped, so that nobody would tell of much of the rest',
  watch: ({ functions: { recover } }) => silent(recover, lookPeriod),
};
