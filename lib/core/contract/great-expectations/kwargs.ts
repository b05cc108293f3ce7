import type { Condition } from '../../checks/condition.ts';
import { parseRowCondition } from './conditions/row-condition.ts';
import { evaluate, type Known } from './parameter/evaluate.ts';
import { Unreadable } from './scanner.ts';

/** Arguments that every expectation takes, and that say nothing of what the data must be. */
const ofEvery = ['result_format', 'include_config', 'catch_exceptions', 'meta', 'batch_id', 'table', 'notes', 'id'];
const conditions = ['row_condition', 'condition_parser'];

/** Arguments that change what is tested in a way that has no equal here. */
const untranslatable: Record<string, string> = {
  auto: 'it makes up its arguments from the data',
  windows: 'it takes its limits from earlier runs',
};
/** Arguments of 0.18 that are read apart. */
const old = ['parse_strings_as_datetimes', 'allow_cross_type_comparisons'];
const forgotten = ['profiler_config', 'output_strftime_format', ...old, ...Object.keys(untranslatable)];

export interface Kwargs {
  /** The expectation's own arguments, parameters in place. */
  own: Record<string, unknown>;
  /** All arguments as the suite has them, each parameter with its value beside it. */
  kept: Record<string, unknown>;
  where?: Condition | undefined;
  faults: string[];
  /** Why it cannot be translated, whatever the expectation. */
  unsupported?: string | undefined;
}

/** Sorts the arguments of an expectation and puts parameters in their places. */
export function readKwargs(given: Record<string, unknown>, known: Known): Kwargs {
  const read: Kwargs = { own: {}, kept: {}, faults: [] };
  for (const [key, value] of Object.entries(given)) {
    const reason = Object.hasOwn(untranslatable, key) ? untranslatable[key] : undefined;
    if (reason !== undefined && isSet(value)) read.unsupported = `\`${key}\`: ${reason}`;
    const [kept, meant] = withParameter(key, value, known, read);
    read.kept[key] = kept;
    if (![...ofEvery, ...conditions, ...forgotten].includes(key)) read.own[key] = meant;
  }
  attempt(read, () => {
    read.where = parseRowCondition(given.row_condition, given.condition_parser);
  });
  return read;
}

function isSet(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

/** The argument as it is kept, and its value. */
function withParameter(key: string, value: unknown, known: Known, read: Kwargs): [kept: unknown, meant: unknown] {
  if (typeof value !== 'object' || value === null || !('$PARAMETER' in value)) return [value, value];
  const expression = String(value.$PARAMETER);
  const beside = `$PARAMETER.${expression}`;
  if (beside in value) return [value, (value as Record<string, unknown>)[beside]];
  if (expression.startsWith('urn:great_expectations:')) {
    read.unsupported = `\`${key}\`: ${expression} is in a store of Great Expectations`;
    return [value, value];
  }
  return (
    attempt(
      read,
      () => {
        const meant = evaluate(expression, known);
        const named = Object.keys(known.parameters).some((name) => expression.includes(name));
        return [named ? { ...value, [beside]: meant } : value, meant] as [unknown, unknown];
      },
      key,
    ) ?? [value, undefined]
  );
}

function attempt<T>(read: Kwargs, make: () => T, key?: string): T | undefined {
  try {
    return make();
  } catch (thrown) {
    if (!(thrown instanceof Unreadable)) throw thrown;
    read.faults.push(key === undefined ? thrown.message : `${key}: ${thrown.message}`);
    return undefined;
  }
}
