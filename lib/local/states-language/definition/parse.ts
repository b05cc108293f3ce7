import { DefinitionError } from '../errors.ts';
import { isObject, type Json, type JsonObject, toJson } from '../json.ts';
import { checked, needs } from './check.ts';
import { refuseDuplicateKeys } from './duplicates.ts';
import { parseState } from './state.ts';
import { BRANCH, MACHINE, type Table } from './tables.ts';
import type { Flow, State, StateMachine } from './types.ts';

/**
 * Reads and checks a whole definition, given as JSON text or as the parsed object.
 * @throws DefinitionError naming the state, the field and what is allowed
 */
export function parseDefinition(definition: unknown): StateMachine {
  const value = typeof definition === 'string' ? fromText(definition) : toJson(definition);
  const machine = checked(value, MACHINE, '');
  return { ...machine, ...parseFlow(machine, MACHINE, '') };
}

function fromText(text: string): Json {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    throw new DefinitionError('', `the definition is not JSON: ${error instanceof Error ? error.message : error}`);
  }
  refuseDuplicateKeys(text);
  return value;
}

/** A set of states: checks every state and that every transition leads somewhere. */
function parseFlow(value: Json | undefined, table: Table = BRANCH, where = ''): Flow {
  const flow = checked(value, table, where);
  needs(flow, 'StartAt', where);
  needs(flow, 'States', where);
  const states = isObject(flow.States) ? flow.States : {};
  const prefix = where === '' ? 'States' : `${where}.States`;
  const parsed = Object.entries(states).map(([name, state]): [string, State] => [
    name,
    parseState(state, `${prefix}.${name}`, parseFlow),
  ]);
  const start = String(flow.StartAt);
  if (!Object.hasOwn(states, start)) throw unknownState(where, 'StartAt', start, states);
  for (const [name, state] of parsed) {
    for (const [field, target] of transitions(state)) {
      if (!Object.hasOwn(states, target)) throw unknownState(`${prefix}.${name}`, field, target, states);
    }
  }
  return { StartAt: start, States: Object.fromEntries(parsed) };
}

function unknownState(where: string, field: string, target: string, states: JsonObject): DefinitionError {
  const known = Object.keys(states).join(', ');
  return new DefinitionError(where, `${field} names the state ${JSON.stringify(target)}; known are ${known}`);
}

function transitions(state: State): [string, string][] {
  const found: [string, string][] = [];
  const add = (field: string, target: string | undefined): void => {
    if (target !== undefined) found.push([field, target]);
  };
  if ('Next' in state) add('Next', state.Next);
  if ('Catch' in state)
    for (const [index, { Next }] of (state.Catch ?? []).entries()) add(`Catch[${index}].Next`, Next);
  if (state.Type === 'Choice') {
    add('Default', state.Default);
    for (const [index, rule] of state.Choices.entries()) add(`Choices[${index}].Next`, rule.Next);
  }
  return found;
}
