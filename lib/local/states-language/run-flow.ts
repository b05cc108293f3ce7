import type { Flow } from './definition/types.ts';
import type { Json } from './json.ts';
import type { Line } from './line.ts';

/** Runs a flow from its start to its end on a line; handed down, since states hold flows. Throws StateFailure, or Aborted. */
export type RunFlow = (flow: Flow | undefined, input: Json, line: Line) => Promise<Json>;
