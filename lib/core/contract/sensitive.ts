import { InputError } from '../errors.ts';
import type { DataContract } from './contract.ts';

/** Words of a classification that say that values are nobody else's business; `public` and `internal` say no such thing. */
const words = new Set([
  'confidential',
  'restricted',
  'sensitive',
  'secret',
  'private',
  'personal',
  'pii',
  'phi',
  'pci',
  'gdpr',
]);

/** `classification` of the Open Data Contract Standard, which may be anything: `PII`, `highly-confidential`, `restricted`. */
export function isSensitive(classification: string | undefined): boolean {
  return (classification ?? '')
    .toLowerCase()
    .split(/[^a-z]+/)
    .some((word) => words.has(word));
}

/** The contract with these columns as sensitive as those that it says are. @throws InputError `policy-invalid` for a column it lacks */
export function withSensitive(contract: DataContract, names: string[]): DataContract {
  const known = contract.properties.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new InputError(
      'policy-invalid',
      `\`data.sensitive\`: ${unknown.map((name) => JSON.stringify(name)).join(', ')} is no column of ${contract.file}; columns: ${known.join(', ')}`,
    );
  const properties = contract.properties.map((property) =>
    names.includes(property.name) ? { ...property, sensitive: true as const } : property,
  );
  return { ...contract, properties };
}

/** Names of the columns whose values nobody is to see. */
export function sensitiveColumns({ properties }: Pick<DataContract, 'properties'>): ReadonlySet<string> {
  return new Set(properties.flatMap(({ name, sensitive }) => (sensitive ? [name] : [])));
}
