import type { MapState } from '../definition/types.ts';
import { RuntimeFault } from '../errors.ts';
import { evaluateFields } from '../expression.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Visit } from '../visit.ts';

/** `$$.Map.Item` of one iteration. */
export function mapItem(index: number, value: Json): JsonObject {
  return { Index: index, Value: value };
}

/** The array that a Map runs over. @throws RuntimeFault when there is none */
export function itemsOf(visit: Visit, state: MapState, input: Json): Json[] {
  const path = state.ItemsPath ?? '$';
  const items = visit.at(path, input);
  if (!Array.isArray(items)) throw new RuntimeFault(`Reference path "${path}" must point to array.`);
  return items;
}

/** What one iteration gets: the item, or what ItemSelector makes of it and of the Map's own input. */
export function itemInput(visit: Visit, state: MapState, input: Json, index: number, item: Json): Json {
  if (state.ItemSelector === undefined) return item;
  return evaluateFields(state.ItemSelector, visit.scope(input, mapItem(index, item)));
}
