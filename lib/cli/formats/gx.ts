import { rowKeysFor, samplesFor } from '../../core/export/great-expectations/result-format.ts';
import { validationOf } from '../../core/export/great-expectations/validation.ts';
import { printableJson } from '../print/printable.ts';
import type { Format } from './format.ts';

/** A validation result of Great Expectations 1.x, one entry for each expectation in the suite's order. */
export const gx: Format = {
  name: 'gx',
  samples: ({ checks }) => ({ samples: samplesFor(checks), keys: rowKeysFor(checks), values: true }),
  write: ({ contract, profile, gate }) =>
    `${printableJson(validationOf(contract, profile?.checks ?? [], { settled: gate.checks, meta: { run_time: gate.decidedAt } }))}\n`,
};
