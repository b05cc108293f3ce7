import { noRow } from '../../checks/bound.ts';
import type { Check } from '../../checks/check.ts';
import { InputError } from '../../errors.ts';
import { nearest } from '../../nearest.ts';
import { fault, type Path, type YamlSource } from '../../yaml-source.ts';
import type { ReadOptions } from '../reader.ts';
import type { Meaning } from './expectation.ts';
import { type Kwargs, readKwargs } from './kwargs.ts';
import { expectationNamed, expectationNames } from './registry.ts';
import type { Entry } from './suite-schema.ts';

/**
 * The one check that an expectation is. Wrong arguments are a check too, since Great Expectations answers them with a
 * result of their own; so the checks stay in the suite's order, one for each expectation.
 * @throws InputError `contract-invalid` for an unknown expectation and, unless they are allowed, unsupported ones.
 */
export function readExpectation(entry: Entry, source: YamlSource, path: Path, options: ReadOptions): Check {
  const name = entry.type ?? entry.expectation_type ?? '';
  const kwargs = readKwargs(
    { windows: entry.windows, ...entry.kwargs },
    { ...options, parameters: options.parameters ?? {} },
  );
  delete kwargs.kept.windows;
  const refuse = (says: string) => {
    const at = [...path, entry.type === undefined ? 'expectation_type' : 'type'];
    return new InputError('contract-invalid', fault(source, at, says));
  };
  const { kind, columns, args, accept } = meaningOf(name, kwargs, options, refuse);
  return {
    kind,
    columns: columns ?? [],
    args: args ?? {},
    ...(kwargs.where ? { where: kwargs.where } : {}),
    accept: accept ?? noRow,
    severity: entry.severity === 'critical' ? 'error' : entry.severity,
    source: { file: source.file, line: source.lineOf(path), key: path.join('.') },
    origin: { format: 'great-expectations', name, args: kwargs.kept, meta: toldOf(entry) },
  };
}

function meaningOf(name: string, kwargs: Kwargs, options: ReadOptions, refuse: (says: string) => InputError): Meaning {
  const unsupported = (why: string, says: string): Meaning => {
    if (options.allowUnsupported) return { kind: 'unsupported', args: { what: name, why } };
    throw refuse(says);
  };
  const expectation = expectationNamed(name);
  if (!expectation) return unsupported('it is no core expectation', unknownWords(name));
  if (kwargs.unsupported !== undefined) return unsupported(kwargs.unsupported, refusal(name, kwargs.unsupported));
  const faults = [...kwargs.faults, ...expectation.faults(kwargs.own)];
  if (faults.length > 0) return { kind: 'expectation-error', args: { exception: faults.join('; ') } };
  const { rowCounts = {}, like = 'like' } = options;
  const meaning = expectation.meaning(kwargs.own, { rowCounts, like });
  return 'unsupported' in meaning ? unsupported(meaning.unsupported, refusal(name, meaning.unsupported)) : meaning;
}

function refusal(name: string, why: string): string {
  return `is ${name}, which cannot be translated: ${why}; allow unsupported expectations to have it told as inconclusive`;
}

function unknownWords(name: string): string {
  const near = nearest(name, expectationNames);
  const allowed =
    near.length > 0 ? `nearest: ${near.join(', ')}` : `known are the ${expectationNames.length} core expectations`;
  return `got ${JSON.stringify(name)}, and no expectation is called that; ${allowed}`;
}

/** What an entry tells people, for whoever writes the suite out again. */
function toldOf({ meta, id, ge_cloud_id, description, notes }: Entry): object {
  const told = { meta, id: id ?? ge_cloud_id, description, notes };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined && value !== null));
}
