import { printableJson } from '../print/printable.ts';
import type { Format, Told } from './format.ts';

/** The record of the data gate, as a run stores it. */
export const json: Format<Told> = { name: 'json', write: ({ gate }) => `${printableJson(gate)}\n` };
