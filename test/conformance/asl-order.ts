import type { RecordedEvent } from './asl-cases.ts';

const CLOSING = ['ParallelStateSucceeded', 'ParallelStateAborted', 'ParallelStateExited', 'ParallelStateFailed'];

/** Whether the recorder ordered the events of a Parallel anew. */
export function wasReordered(recorded: RecordedEvent[]): boolean {
  return recorded.some(({ id }) => Array.isArray(id));
}

/**
 * Brings event types into the order that the recorder gave to its own: what happens in a Parallel is sorted, and each
 * later closing event once more overwrites from the same start, which drops the closing events before it. This repeats
 * the recorder step by step (LocalStack's SfnNoneRecursiveParallelTransformer), so that like is compared with like.
 */
export function asRecorder(types: string[]): string[] {
  const list = [...types];
  let start = 0;
  let inside = false;
  let block: string[] = [];
  for (let at = 0; at < list.length; at += 1) {
    const type = list[at] ?? '';
    if (CLOSING.includes(type)) {
      list.splice(start, at - start, ...block);
      inside = false;
    } else if (type === 'ParallelStateStarted') {
      [inside, block, start] = [true, [], at + 1];
    } else if (inside) {
      block.push(type);
      block.sort();
    }
  }
  return list;
}

/** The recorded types, each run of reordered events sorted by type alone. */
export function recordedOrder(recorded: RecordedEvent[]): string[] {
  const types: string[] = [];
  let run: string[] = [];
  const flush = (): void => {
    types.push(...run.sort());
    run = [];
  };
  for (const { id, type } of recorded) {
    if (Array.isArray(id)) run.push(type);
    else {
      flush();
      types.push(type);
    }
  }
  flush();
  return types;
}
