import * as z from 'zod';
import { type Path, validate, type YamlSource } from '../../yaml-source.ts';
import { isMapping } from '../reader.ts';
import { columnKeys } from './schema.ts';

/** One check as any of the shapes writes it. */
export interface ListedCheck {
  name: string;
  given: unknown;
  options: CheckOptions;
  path: Path;
}

const options = z.strictObject({
  check_name: z.string().optional(),
  ignore_na: z.boolean().default(true),
  raise_warning: z.boolean().default(false),
  n_failure_cases: z.unknown().optional(),
  error: z.unknown().optional(),
  name: z.unknown().optional(),
});
export type CheckOptions = z.output<typeof options>;

const optionKeys = Object.keys(options.shape);
const list = z.array(z.looseObject({ options: z.looseObject({ check_name: z.string() }) }));
const mapping = z.record(z.string(), z.unknown());

/**
 * The checks under `checks`: a mapping by name up to 0.23, a list with the name among the options from 0.24. Later versions
 * put names beside the other keys of the column: those are `flat`.
 */
export function listedChecks(checks: unknown, source: YamlSource, path: Path): ListedCheck[] {
  if (checks === undefined || checks === null) return [];
  if (!Array.isArray(checks))
    return Object.entries(validate(mapping, checks, source, path)).map(([name, given]) =>
      listed(name, given, source, [...path, name]),
    );
  return validate(list, checks, source, path).map((given, index) =>
    listed(given.options.check_name, given, source, [...path, index]),
  );
}

/** Those of a column or an index, in any shape. */
export function checksIn(entry: Record<string, unknown>, source: YamlSource, path: Path): ListedCheck[] {
  const flat = Object.entries(entry).filter(([key]) => !columnKeys.includes(key));
  return [
    ...listedChecks(entry.checks, source, [...path, 'checks']),
    ...flat.map(([name, value]) => listed(name, value, source, [...path, name])),
  ];
}

/** Options stand in a mapping of their own, or among the arguments. */
function listed(name: string, given: unknown, source: YamlSource, path: Path): ListedCheck {
  if (!isMapping(given)) return { name, given, options: options.parse({}), path };
  const own = Object.entries(given).filter(([key]) => key !== 'options' && !optionKeys.includes(key));
  const among = Object.entries(given).filter(([key]) => optionKeys.includes(key));
  const said = { ...(isMapping(given.options) ? given.options : {}), ...Object.fromEntries(among) };
  return {
    name,
    given: Object.fromEntries(own),
    options: validate(options, said, source, isMapping(given.options) ? [...path, 'options'] : path),
    path,
  };
}
