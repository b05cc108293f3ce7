import { formatNumber } from '../../report/format.ts';
import { psi } from '../methods/psi.ts';
import type { Pair } from '../pair.ts';

/** What is told of every column beside the distance that decides, as it is what people know. */
export function indices(pair: Pair): string {
  return `, PSI ${formatNumber(psi.measure(pair).value)}`;
}
