import type { Json, JsonObject } from './json.ts';

/** Variables of a scope. Inner scopes see outer variables and assign only their own. */
export class Variables {
  readonly #own = new Map<string, Json>();
  readonly #outer: Variables | undefined;

  constructor(outer?: Variables) {
    this.#outer = outer;
  }

  get(name: string): Json | undefined {
    const own = this.#own.get(name);
    return own === undefined ? this.#outer?.get(name) : own;
  }

  assign(values: JsonObject): void {
    for (const [name, value] of Object.entries(values)) this.#own.set(name, value);
  }
}
