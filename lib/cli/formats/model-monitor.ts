import { violationsOf } from '../../core/export/model-monitor/violations.ts';
import { printableJson } from '../print/printable.ts';
import type { Format } from './format.ts';

/** `constraint_violations.json` of SageMaker Model Monitor. */
export const modelMonitor: Format = {
  name: 'model-monitor',
  write: ({ contract, gate }) => `${printableJson(violationsOf(contract, gate))}\n`,
};
