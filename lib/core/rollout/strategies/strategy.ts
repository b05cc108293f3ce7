import type { Policy } from '../../policy/schema.ts';

type Options = Policy['rollout']['strategy'];

/** How traffic moves: options to steps, in percent for the candidate; promotion follows the last. One file each. */
export interface Strategy<K extends Options['kind'] = Options['kind']> {
  kind: K;
  stepPercents(options: Extract<Options, { kind: K }>): number[];
}
