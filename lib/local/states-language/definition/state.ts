import { DefinitionError } from '../errors.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { atMostOne, checked, needs } from './check.ts';
import { parseMap } from './map.ts';
import { parseRule } from './rule.ts';
import { CATCHER, type ParseFlow, RETRIER, STATE } from './tables.ts';
import type { Flow, State, StateType } from './types.ts';

export function parseState(value: Json, where: string, parseFlow: ParseFlow): State {
  const type = isObject(value) ? value.Type : undefined;
  if (typeof type !== 'string' || !Object.hasOwn(STATE, type)) {
    throw new DefinitionError(
      where,
      `Type must be one of ${Object.keys(STATE).join(', ')}, not ${JSON.stringify(type)}`,
    );
  }
  const state = checked(value, STATE[type as StateType], where);
  if (state.End === false) delete state.End;
  checkTransition(state, type, where);
  if ('Retry' in state || 'Catch' in state) checkRecovery(state, where);
  return refine(state, type as StateType, where, parseFlow);
}

function checkTransition(state: JsonObject, type: string, where: string): void {
  if (['Succeed', 'Fail', 'Choice'].includes(type)) return;
  atMostOne(state, ['Next', 'End'], where, true);
}

function checkRecovery(state: JsonObject, where: string): void {
  for (const [field, table] of Object.entries({ Retry: RETRIER, Catch: CATCHER })) {
    const entries = state[field];
    if (!Array.isArray(entries)) continue;
    for (const [index, entry] of entries.entries()) {
      const place = `${where}.${field}[${index}]`;
      const { ErrorEquals: names } = checked(entry, table, place);
      needs(isObject(entry) ? entry : {}, 'ErrorEquals', place);
      if (field === 'Catch') needs(isObject(entry) ? entry : {}, 'Next', place);
      if (Array.isArray(names) && names.includes('States.ALL') && (names.length > 1 || index < entries.length - 1)) {
        throw new DefinitionError(place, 'States.ALL must stand alone, and in the last place');
      }
    }
  }
}

/** What the table cannot say: fields that exclude each other, and what is nested. */
function refine(state: JsonObject, type: StateType, where: string, parseFlow: ParseFlow): State {
  switch (type) {
    case 'Task':
      needs(state, 'Resource', where);
      atMostOne(state, ['TimeoutSeconds', 'TimeoutSecondsPath'], where);
      atMostOne(state, ['HeartbeatSeconds', 'HeartbeatSecondsPath'], where);
      break;
    case 'Wait':
      atMostOne(state, ['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'], where, true);
      break;
    case 'Fail':
      atMostOne(state, ['Error', 'ErrorPath'], where);
      atMostOne(state, ['Cause', 'CausePath'], where);
      break;
    case 'Parallel':
      return { ...state, Branches: branches(state, where, parseFlow) } as unknown as State;
    case 'Choice':
      return { ...state, Choices: rules(state, where) } as unknown as State;
    case 'Map':
      return parseMap(state, where, parseFlow);
    case 'Pass':
    case 'Succeed':
  }
  // The table has checked every field, so the object is what its Type says.
  return state as unknown as State;
}

function branches(state: JsonObject, where: string, parseFlow: ParseFlow): Flow[] {
  needs(state, 'Branches', where);
  const list = Array.isArray(state.Branches) ? state.Branches : [];
  return list.map((branch, index) => parseFlow(branch, undefined, `${where}.Branches[${index}]`));
}

function rules(state: JsonObject, where: string) {
  needs(state, 'Choices', where);
  const list = Array.isArray(state.Choices) ? state.Choices : [];
  if (list.length === 0) throw new DefinitionError(where, 'Choices must not be empty');
  return list.map((rule, index) => parseRule(rule, `${where}.Choices[${index}]`, true));
}
