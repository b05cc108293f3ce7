import type { StateFailure } from '../errors.ts';
import type { Json } from '../json.ts';
import type { RunFlow } from '../run-flow.ts';

/** What both kinds of Map are given. */
export interface MapOrder {
  /** After InputPath. */
  input: Json;
  /** 0: as many as there are. */
  concurrency: number;
  runFlow: RunFlow;
}

/** What an attempt of a Map ends with: a result, or the failure after which MapStateFailed is due. */
export type MapEnd = { result: Json } | { failure: StateFailure };
