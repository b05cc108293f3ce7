import type { Check } from '../checks/check.ts';
import { type AskedReference, given } from '../checks/reference.ts';
import { bind } from '../checks/registry.ts';
import { InputError } from '../errors.ts';
import type { DataContract } from './contract.ts';
import type { ReadOptions } from './reader.ts';
import { unsupportedCheck } from './unsupported.ts';

/** What a check wants of a data set. SQL of the user that has the name in it may read all of that. */
export function askedOf(check: Check, wanted: string): AskedReference[] {
  const inSql =
    check.kind.startsWith('sql-') && JSON.stringify(check.args).toLowerCase().includes(wanted.toLowerCase());
  return inSql ? [{ name: wanted, columns: 'all' }] : bind(check).references.filter(({ name }) => name === wanted);
}

/** @throws InputError `reference-unused`: what is given and has no effect is a mistake */
export function refuseUnused(
  { file, checks }: Pick<DataContract, 'file' | 'checks'>,
  { references = [] }: ReadOptions,
): void {
  const unused = references.find((name) => checks.every((check) => askedOf(check, name).length === 0));
  if (unused === undefined) return;
  const compared = new Set(checks.flatMap((check) => bind(check).references.map(({ name }) => name)));
  throw new InputError(
    'reference-unused',
    `${file}: no check compares with the data set ${JSON.stringify(unused)}, which is given; data sets that checks name: ${given(compared)}`,
  );
}

/**
 * The check, if every data set that it compares with is given. Nobody knows which are where a contract is only read.
 * @throws InputError `reference-missing` that names the place, the data set and those that are given; with `allowUnsupported` it is inconclusive
 */
export function withReferences(check: Check, options: ReadOptions): Check {
  const { references } = bind(check);
  const missing = references.find(({ name }) => options.references?.includes(name) === false);
  if (!missing || !options.references) return check;
  const { source, origin } = check;
  const name = origin?.name ?? source.key;
  const at = `${source.file}:${source.line}`;
  const what = `${name} beside the data set ${JSON.stringify(missing.name)}`;
  const why = `no data is given by that name; given: ${given(options.references)}`;
  if (options.allowUnsupported)
    return unsupportedCheck({ what, why, at, source, ...(origin ? { origin } : {}) }, options);
  throw new InputError(
    'reference-missing',
    `${at}: \`${name}\` compares with the data set ${JSON.stringify(missing.name)}, and ${why}; it is given by \`--reference ${missing.name}=FILE\` of validate, or \`data.references\` of signalbox.yaml`,
  );
}
