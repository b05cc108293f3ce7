import type { Binning } from './binning.ts';
import { evidently } from './evidently.ts';
import { modelMonitor } from './model-monitor.ts';
import { reference } from './reference.ts';

/** Every way to cut numbers into bins by its name; one line each. */
export const binnings = { reference, evidently, 'model-monitor': modelMonitor } satisfies Record<string, Binning>;
