import type { ItemBatcher } from '../definition/types.ts';
import { RuntimeFault } from '../errors.ts';
import type { Json, JsonObject } from '../json.ts';
import { PAYLOAD_LIMIT } from '../limit.ts';
import type { Visit } from '../visit.ts';
import { integerField } from './numbers.ts';

/** Groups of items, each the input of one child execution. */
export function batches(visit: Visit, batcher: ItemBatcher, input: Json, items: Json[]): JsonObject[] {
  const most = positive(visit, input, batcher, 'MaxItemsPerBatch') ?? Number.MAX_SAFE_INTEGER;
  const bytes = Math.min(positive(visit, input, batcher, 'MaxInputBytesPerBatch') ?? PAYLOAD_LIMIT, PAYLOAD_LIMIT);
  const shared: JsonObject =
    batcher.BatchInput === undefined ? {} : { BatchInput: visit.template(batcher.BatchInput, input) };
  const frame = size({ ...shared, Items: [] });
  const found: Json[][] = [];
  let used = 0;
  for (const item of items) {
    const needed = size(item) + 1;
    const group = found.at(-1);
    if (group === undefined || group.length >= most || used + needed > bytes) {
      if (frame + needed - 1 > bytes) throw new RuntimeFault('An item is larger than MaxInputBytesPerBatch allows.');
      found.push([item]);
      used = frame + needed - 1;
    } else {
      group.push(item);
      used += needed;
    }
  }
  return found.map((group) => ({ ...shared, Items: group }));
}

function size(value: Json): number {
  return Buffer.byteLength(JSON.stringify(value), 'utf8');
}

function positive(
  visit: Visit,
  input: Json,
  batcher: ItemBatcher,
  field: 'MaxItemsPerBatch' | 'MaxInputBytesPerBatch',
): number | undefined {
  const value = integerField(visit, input, { field, literal: batcher[field], path: batcher[`${field}Path`] });
  if (value !== undefined && value < 1) throw new RuntimeFault(`${field} must be positive.`);
  return value;
}
