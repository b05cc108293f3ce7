import { effectiveInput } from '../data-flow.ts';
import type { MapState } from '../definition/types.ts';
import type { StateFailure } from '../errors.ts';
import type { Json } from '../json.ts';
import { distributedMap } from '../map/distributed.ts';
import { inlineMap } from '../map/inline.ts';
import { integerField } from '../map/numbers.ts';
import { withRecovery } from '../recovery.ts';
import type { RunFlow } from '../run-flow.ts';
import type { Visit } from '../visit.ts';
import type { Outcome } from './outcome.ts';

export function map(visit: Visit, state: MapState, runFlow: RunFlow): Promise<Outcome> {
  let failed: StateFailure | undefined;
  const attempt = async (): Promise<Json> => {
    const input = effectiveInput(visit, state.InputPath);
    const concurrency = integerField(visit, input, {
      field: 'MaxConcurrency',
      literal: state.MaxConcurrency,
      path: state.MaxConcurrencyPath,
    });
    const run = state.distributed ? distributedMap : inlineMap;
    const end = await run(visit, state, { input, concurrency: Math.max(0, concurrency ?? 0), runFlow });
    if ('result' in end) return end.result;
    failed = end.failure;
    throw failed;
  };
  return withRecovery(visit, state, attempt, async (failure) => {
    if (failure !== failed) return;
    await visit.line.record('MapStateFailed');
  });
}
