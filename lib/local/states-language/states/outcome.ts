import type { Json, JsonObject } from '../json.ts';
import type { Visit } from '../visit.ts';

/** What a state ends with. */
export interface Outcome {
  output: Json;
  /** Undefined when the flow ends here. */
  next: string | undefined;
  assigned: JsonObject;
}

export function assignment(visit: Visit, assign: JsonObject | undefined, input: Json): JsonObject {
  return assign === undefined ? {} : visit.template(assign, input);
}
