import { reportOpen, together } from '../abortion.ts';
import { effectiveInput } from '../data-flow.ts';
import type { ParallelState } from '../definition/types.ts';
import type { StateFailure } from '../errors.ts';
import type { Json } from '../json.ts';
import { withRecovery } from '../recovery.ts';
import type { RunFlow } from '../run-flow.ts';
import type { Visit } from '../visit.ts';
import type { Outcome } from './outcome.ts';

export function parallel(visit: Visit, state: ParallelState, runFlow: RunFlow): Promise<Outcome> {
  let failed: StateFailure | undefined;
  const attempt = async (): Promise<Json> => {
    const input = effectiveInput(visit, state.InputPath);
    const given = state.Parameters === undefined ? input : visit.template(state.Parameters, input);
    const result = await branches(visit, state, given, runFlow);
    if (Array.isArray(result)) return result;
    failed = result;
    throw failed;
  };
  return withRecovery(visit, state, attempt, async (failure) => {
    if (failure !== failed) return;
    await visit.line.record('ParallelStateFailed');
  });
}

async function branches(
  visit: Visit,
  state: ParallelState,
  input: Json,
  runFlow: RunFlow,
): Promise<Json[] | StateFailure> {
  const { line } = visit;
  const started = await line.record('ParallelStateStarted');
  const outputs: Json[] = state.Branches.map(() => null);
  let last = started.id;
  const ended = await together(state.Branches.length, 0, (index) => {
    const branch = line.fork(`${started.id}.${index}`, started.id);
    const done = (async () => {
      outputs[index] = await runFlow(state.Branches[index], input, branch);
      last = branch.previous;
      return branch.previous;
    })();
    return { line: branch, done };
  });
  line.previous = ended?.line.previous ?? last;
  if (ended !== undefined) {
    for (const branch of line.open?.children ?? []) await reportOpen(line, branch);
    line.closeChildren();
    return ended.failure;
  }
  line.closeChildren();
  await line.record('ParallelStateSucceeded', {}, { chained: false });
  return outputs;
}
