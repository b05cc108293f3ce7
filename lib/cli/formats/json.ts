import { printableJson } from '../print/printable.ts';
import type { Format } from './format.ts';

/** The record of the data gate, as a run stores it. */
export const json: Format = { name: 'json', write: ({ gate }) => `${printableJson(gate)}\n` };
