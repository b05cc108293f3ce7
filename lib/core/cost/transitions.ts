/** What is known of a run before it runs. */
export interface RunShape {
  /** Whether the code is new, so that it is checked, and an image built. */
  built: boolean;
  /** Whether the registry's scan is judged. */
  scanned: boolean;
  /** Whether the training leaves its model elsewhere, from where a state of its own brings it. */
  collects: boolean;
  /** Children of the Profile map. */
  shards: number;
  steps: number;
  /** Looks of the judge over all steps. */
  looks: number;
}

/**
 * State transitions of a run on its way to a release, over all of its executions. Counted off the histories of real runs:
 * test/scenarios/transitions.test.ts holds this to them. Each state is one, and the start and end of an execution are, as in the
 * examples on Step Functions' pricing page.
 */
export function transitionsOf({ built, scanned, collects, shards, steps, looks }: RunShape): number {
  const delivery = 21 + (built ? 3 : 0) + (built && scanned ? 2 : 0) + (collects ? 1 : 0);
  const rollout = 7 + 6 * steps;
  // One of each step, which answers when its looks are over.
  const watch = steps + 3 * looks;
  const executions = 2 + steps + shards;
  return delivery + rollout + watch + shards + 2 * executions;
}

/** Entered states and repeated tasks of one execution's history, and its start and end. */
export function transitionsIn(types: readonly string[]): number {
  const entered = types.filter((type) => type.endsWith('StateEntered')).length;
  return entered + repeats(types) + 2;
}

/** A task that is scheduled again without its state being entered again. */
function repeats(types: readonly string[]): number {
  let count = 0;
  let scheduled = false;
  for (const type of types) {
    if (type.endsWith('StateEntered')) scheduled = false;
    if (!type.endsWith('Scheduled')) continue;
    if (scheduled) count += 1;
    scheduled = true;
  }
  return count;
}
