import { ERROR, IntrinsicFault, RuntimeFault, StateFailure } from './errors.ts';
import { evaluateFields, type Scope, valueAtPath } from './expression.ts';
import type { HistoryEvent } from './journal.ts';
import type { Json, JsonObject } from './json.ts';
import { PathMissing } from './jsonpath/evaluate.ts';
import { parsePath } from './jsonpath/parse.ts';
import type { Line } from './line.ts';
import { contextOf } from './run.ts';

/** One visit of a line to a state: what the state's handler works with. */
export class Visit {
  readonly line: Line;
  readonly name: string;
  /** As the state got it, before InputPath. */
  readonly raw: Json;
  readonly entered: HistoryEvent;
  /** Attempts so far, for `$$.State.RetryCount`; only states that can retry have it. */
  retryCount: number | undefined;
  token: string | undefined;

  constructor(line: Line, name: string, raw: Json, entered: HistoryEvent) {
    this.line = line;
    this.name = name;
    this.raw = raw;
    this.entered = entered;
  }

  scope(input: Json, mapItem: JsonObject | undefined = this.line.mapItem): Scope {
    return {
      input,
      context: () => this.#context(mapItem),
      variable: (name) => this.line.variables.get(name),
      random: this.line.run.services.random,
    };
  }

  #context(mapItem: JsonObject | undefined): JsonObject {
    return {
      ...contextOf(this.line.run),
      State: {
        Name: this.name,
        EnteredTime: this.entered.timestamp,
        ...(this.retryCount === undefined ? {} : { RetryCount: this.retryCount }),
      },
      ...(this.token === undefined ? {} : { Task: { Token: this.token } }),
      ...(mapItem === undefined ? {} : { Map: { Item: mapItem } }),
    };
  }

  template(template: JsonObject, input: Json): JsonObject {
    return evaluateFields(template, this.scope(input));
  }

  /** The value at a path. @throws RuntimeFault in Step Functions' words when there is none */
  at(source: string, input: Json): Json {
    try {
      return valueAtPath(parsePath(source), this.scope(input));
    } catch (error) {
      if (error instanceof PathMissing) throw new RuntimeFault(`Invalid path '${source}' : ${error.message}`);
      throw error;
    }
  }

  /** The same, without complaint. */
  find(source: string, input: Json): Json | undefined {
    try {
      return valueAtPath(parsePath(source), this.scope(input));
    } catch (error) {
      if (error instanceof PathMissing) return undefined;
      throw error;
    }
  }

  /** What went wrong, as a failure that Retry, Catch and the history understand; the engine's own bugs pass through. */
  failure(error: unknown): StateFailure {
    if (error instanceof StateFailure) return error;
    const place = `An error occurred while executing the state '${this.name}' (entered at the event id #${this.entered.id}). `;
    if (error instanceof RuntimeFault) return new StateFailure(ERROR.runtime, place + error.message);
    if (error instanceof IntrinsicFault) return new StateFailure(ERROR.intrinsic, place + error.message);
    throw error;
  }
}
