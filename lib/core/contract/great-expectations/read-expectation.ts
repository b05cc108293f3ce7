import { noRow } from '../../checks/bound.ts';
import type { Check } from '../../checks/check.ts';
import { bind } from '../../checks/registry.ts';
import { InputError } from '../../errors.ts';
import { nearest } from '../../nearest.ts';
import type { Path, YamlSource } from '../../yaml-source.ts';
import type { ReadOptions } from '../reader.ts';
import { unsupportedCheck } from '../unsupported.ts';
import type { Meaning } from './expectation.ts';
import { type Kwargs, readKwargs } from './kwargs.ts';
import { expectationNamed, expectationNames } from './registry.ts';
import type { Entry } from './suite-schema.ts';

/**
 * The one check that an expectation is. Wrong arguments are a check too, since Great Expectations answers them with a
 * result of their own; so the checks stay in the suite's order, one for each expectation.
 * @throws InputError `contract-unsupported` for an unknown or unsupported expectation, unless those are allowed.
 */
export function readExpectation(entry: Entry, source: YamlSource, path: Path, options: ReadOptions): Check {
  const name = entry.type ?? entry.expectation_type ?? '';
  const kwargs = readKwargs(
    { windows: entry.windows, ...entry.kwargs },
    { ...options, parameters: options.parameters ?? {} },
  );
  delete kwargs.kept.windows;
  const line = source.lineOf([...path, entry.type === undefined ? 'expectation_type' : 'type']);
  const common = {
    severity: entry.severity === 'critical' ? ('error' as const) : entry.severity,
    source: { file: source.file, line, key: path.join('.') },
    origin: { format: 'great-expectations' as const, name, args: kwargs.kept, meta: toldOf(entry) },
  };
  const meaning = meaningOf(name, kwargs, options);
  if ('unsupported' in meaning) {
    const { key } = common.source;
    const at = `${source.file}:${line}${key === '' ? '' : `: \`${key}\``}`;
    return { ...unsupportedCheck({ what: name, why: meaning.unsupported, at, ...common }, options), ...common };
  }
  const { kind, columns = [], accept = noRow } = meaning;
  const args = lenient(meaning.args ?? {}, entry.kwargs);
  return whole({ kind, columns, args, ...(kwargs.where ? { where: kwargs.where } : {}), accept, ...common });
}

function meaningOf(name: string, kwargs: Kwargs, options: ReadOptions): Meaning | { unsupported: string } {
  const expectation = expectationNamed(name);
  if (!expectation) return { unsupported: unknownWords(name) };
  if (kwargs.unsupported !== undefined) return { unsupported: kwargs.unsupported };
  const faults = [...kwargs.faults, ...expectation.faults(kwargs.own)];
  if (faults.length > 0) return { kind: 'expectation-error', args: { exception: faults.join('; ') } };
  const { rowCounts = {}, references, like = 'like' } = options;
  return expectation.meaning(kwargs.own, { rowCounts, references, like });
}

/** Releases of 0.18 could be told that a value of another type is no error, but lies in no range. */
function lenient(args: object, kwargs: Entry['kwargs']): object {
  return kwargs.allow_cross_type_comparisons === true && 'otherTypes' in args
    ? { ...args, otherTypes: 'ignore' }
    : args;
}

/** Arguments that only the check itself refuses, such as a pattern that is none, are no reason to refuse the suite. */
function whole(check: Check): Check {
  try {
    bind(check);
    return check;
  } catch (thrown) {
    if (!(thrown instanceof InputError)) throw thrown;
    return { ...check, kind: 'expectation-error', args: { exception: thrown.message } };
  }
}

function unknownWords(name: string): string {
  const near = nearest(name, expectationNames);
  const known = near.length > 0 ? `nearest: ${near.join(', ')}` : `there are ${expectationNames.length}`;
  return `no core expectation is called that; ${known}`;
}

/** What an entry tells people, for whoever writes the suite out again. */
function toldOf({ meta, id, ge_cloud_id, description, notes }: Entry): object {
  const told = { meta, id: id ?? ge_cloud_id, description, notes };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => isSaid(value)));
}

function isSaid(value: unknown): boolean {
  return typeof value === 'object' && value !== null
    ? Object.keys(value).length > 0
    : value !== undefined && value !== null;
}
