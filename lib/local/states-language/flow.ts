import type { State } from './definition/types.ts';
import { RuntimeFault } from './errors.ts';
import type { HistoryEvent } from './journal.ts';
import { isObject, type Json, type JsonObject, parseJson } from './json.ts';
import { limitExceeded, tooLarge } from './limit.ts';
import type { Line } from './line.ts';
import type { RunFlow } from './run-flow.ts';
import { choice } from './states/choice.ts';
import { fail } from './states/fail.ts';
import { map } from './states/map.ts';
import type { Outcome } from './states/outcome.ts';
import { parallel } from './states/parallel.ts';
import { pass } from './states/pass.ts';
import { succeed } from './states/succeed.ts';
import { task } from './states/task.ts';
import { wait } from './states/wait.ts';
import { Visit } from './visit.ts';

const UNTRUNCATED = { truncated: false };

export const runFlow: RunFlow = async (flow, input, line) => {
  let name = flow?.StartAt;
  let value = input;
  while (name !== undefined) {
    const state = flow?.States[name];
    if (state === undefined) throw new RuntimeFault(`The state ${name} does not exist.`);
    const { output, next } = await visitState(state, name, value, line);
    value = output;
    name = next;
  }
  return value;
};

async function visitState(state: State, name: string, input: Json, line: Line): Promise<Outcome> {
  const entered = await line.record(`${state.Type}StateEntered`, {
    stateEnteredEventDetails: { input: JSON.stringify(input), inputDetails: UNTRUNCATED, name },
  });
  line.open = { type: state.Type, children: [] };
  const visit = new Visit(line, name, input, entered);
  try {
    return await exit(visit, state, await handle(visit, state));
  } catch (error) {
    throw visit.failure(error);
  }
}

function handle(visit: Visit, state: State): Promise<Outcome> {
  switch (state.Type) {
    case 'Pass':
      return pass(visit, state);
    case 'Succeed':
      return succeed(visit, state);
    case 'Fail':
      return fail(visit, state);
    case 'Choice':
      return choice(visit, state);
    case 'Wait':
      return wait(visit, state);
    case 'Task':
      return task(visit, state);
    case 'Parallel':
      return parallel(visit, state, runFlow);
    case 'Map':
      return map(visit, state, runFlow);
  }
}

/** Records the exit and takes output and variables from the record: replayed, they are what they were. */
async function exit(visit: Visit, state: State, outcome: Outcome): Promise<Outcome> {
  const { line, name } = visit;
  const output = JSON.stringify(outcome.output);
  if (tooLarge(output)) throw limitExceeded(name);
  const assigned = Object.entries(outcome.assigned).map(([key, value]) => [key, JSON.stringify(value)]);
  const event = await line.record(`${state.Type}StateExited`, {
    stateExitedEventDetails: {
      ...(assigned.length === 0
        ? {}
        : { assignedVariables: Object.fromEntries(assigned), assignedVariablesDetails: UNTRUNCATED }),
      name,
      output,
      outputDetails: UNTRUNCATED,
    },
  });
  line.open = undefined;
  const recorded = fromExit(event);
  line.variables.assign(recorded.assigned);
  return { ...recorded, next: outcome.next };
}

function fromExit({ stateExitedEventDetails: details }: HistoryEvent): { output: Json; assigned: JsonObject } {
  const { output, assignedVariables } = isObject(details) ? details : {};
  const variables = isObject(assignedVariables) ? Object.entries(assignedVariables) : [];
  return {
    output: parseJson(String(output)),
    assigned: Object.fromEntries(variables.map(([name, text]) => [name, parseJson(String(text))])),
  };
}
