import { InputError } from '../errors.ts';
import { readJsonSource } from '../json-source.ts';
import { readYaml, type YamlSource } from '../yaml-source.ts';
import type { DataContract } from './contract.ts';
import { dqdl, isRuleset, RulesetText } from './dqdl/dqdl.ts';
import { greatExpectations } from './great-expectations/suite.ts';
import { modelMonitor } from './model-monitor/model-monitor.ts';
import { odcs } from './odcs.ts';
import { pandera } from './pandera/pandera.ts';
import { type ContractReader, isMapping, type ReadOptions } from './reader.ts';
import { refuseUnused, withReferences } from './referenced.ts';

/** Every format that is read, in the order in which a document is tried. One more: one file and one line here. */
const readers: ContractReader[] = [odcs, greatExpectations, pandera, modelMonitor, dqdl];

/**
 * Reads what data must look like, from whichever format the file is in: its content says which.
 * @throws InputError `contract-invalid` that names every fault with file, line, the value got and what is allowed.
 */
export function readContract({ text, file }: { text: string; file: string }, options: ReadOptions = {}): DataContract {
  const source = open(text, file);
  const reader = readers.find(({ fits }) => fits(source.value));
  if (!reader) {
    const got = isMapping(source.value)
      ? `a mapping with ${Object.keys(source.value).slice(0, 10).join(', ') || 'no key'}`
      : 'no mapping';
    const known = readers.map(({ format, tells }) => `${format} (${tells})`).join(', ');
    throw new InputError('contract-invalid', `${file}:1: no contract that is known: got ${got}; read are ${known}`);
  }
  if (options.table !== undefined && reader !== odcs)
    throw new InputError(
      'contract-invalid',
      `${file}:1: has no tables to choose from, got the table ${JSON.stringify(options.table)}; only contracts of odcs have some`,
    );
  const contract = reader.read(source, options);
  const checks = contract.checks.map((check) => withReferences(check, options));
  refuseUnused(contract, options);
  return { ...contract, checks };
}

function open(text: string, file: string): YamlSource {
  if (/\.dqdl$/i.test(file) || isRuleset(text))
    return { file, code: 'contract-invalid', value: new RulesetText(text), lineOf: () => 1 };
  const json = /\.json$/i.test(file) || /^\s*\{\s*"/.test(text);
  return (json ? readJsonSource : readYaml)(text, file, 'contract-invalid');
}
