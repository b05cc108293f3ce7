import type { Check } from '../checks/check.ts';
import { given } from '../checks/reference.ts';
import { bind } from '../checks/registry.ts';
import { InputError } from '../errors.ts';
import type { ReadOptions } from './reader.ts';
import { unsupportedCheck } from './unsupported.ts';

/**
 * The check, if every data set that it compares with is given. Nobody knows which are where a contract is only read.
 * @throws InputError `reference-missing` that names the place, the data set and those that are given; with `allowUnsupported` it is inconclusive
 */
export function withReferences(check: Check, options: ReadOptions): Check {
  const { references } = bind(check);
  const missing = references.find(({ name }) => options.references?.includes(name) === false);
  if (!missing || !options.references) return check;
  const { source, origin } = check;
  const at = `${source.file}:${source.line}`;
  const what = `${source.key} beside the data set ${JSON.stringify(missing.name)}`;
  const why = `no data is given by that name; given: ${given(options.references)}`;
  if (options.allowUnsupported)
    return unsupportedCheck({ what, why, at, source, ...(origin ? { origin } : {}) }, options);
  throw new InputError(
    'reference-missing',
    `${at}: \`${source.key}\` compares with the data set ${JSON.stringify(missing.name)}, and ${why}; \`validate --reference ${missing.name}=FILE\` gives it`,
  );
}
