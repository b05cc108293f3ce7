import type { DataContract } from '../../core/contract/contract.ts';
import type { SampleOptions } from '../../engine/measure/samples.ts';
import type { Validated } from '../../steps/validate.ts';
import type { Paint } from '../print/paint.ts';

/** One way to write down a verdict on data; one file each. */
export interface Format {
  /** The word after `--format`. */
  name: string;
  /** Which failing rows it tells. @default the first 20 of each check */
  samples?(contract: DataContract): SampleOptions;
  /** Whether it tells how values are distributed, which takes longer to find out. @default false */
  distributions?: true;
  /** The whole text. It is `Printable` where a terminal may show it as it is. */
  write(validated: Validated, paint: Paint): string;
}
