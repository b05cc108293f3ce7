import { canonicalJson } from '../canonical-json.ts';
import { InputError } from '../errors.ts';
import { sha256 } from '../sha256.ts';
import type { DataContract } from './contract.ts';
import type { Property } from './property.ts';

/**
 * Names of the columns that a model may see, in the contract's order: neither identifiers nor the target.
 * @throws InputError `target-unknown` when the contract has no such column, `no-features` when nothing is left.
 */
export function features(contract: DataContract, target: string): string[] {
  return featureProperties(contract, target).map(({ name }) => name);
}

/** What a contract says to a model and its callers. */
export interface Columns {
  file: string;
  properties: Property[];
  /** The closed set of values of the target, sorted; null where the contract leaves it open. */
  answers: string[] | null;
}

export function columnsOf(contract: DataContract, target: string): Columns {
  const { file, properties } = contract;
  return { file, properties, answers: allowedValues(contract, target) };
}

/** Changes when a caller of the model would have to change: names, types or nullability of features, or the possible answers. */
export function interfaceDigest(columns: Columns, target: string): string {
  const request = featureProperties(columns, target)
    .map(({ name, logicalType, required }) => ({ name, type: logicalType, nullable: !required }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const type = columns.properties.find(({ name }) => name === target)?.logicalType;
  return sha256(canonicalJson({ request, response: { type, allowed: columns.answers } }));
}

/** The closed set of values of a column in sorted order, or null where the contract leaves it open. */
function allowedValues(contract: DataContract, column: string): string[] | null {
  const closed = contract.checks.find((check) => check.kind === 'allowed-values' && check.columns[0] === column);
  if (!closed) return null;
  return (closed.args as { values: unknown[] }).values.map(String).sort();
}

function featureProperties(contract: Pick<DataContract, 'file' | 'properties'>, target: string): Property[] {
  const names = contract.properties.map(({ name }) => name).join(', ');
  if (!contract.properties.some(({ name }) => name === target))
    throw new InputError(
      'target-unknown',
      `target ${JSON.stringify(target)} is no column of ${contract.file}; columns: ${names}`,
    );
  const left = contract.properties.filter(({ name, identifier }) => name !== target && !identifier);
  if (left.length > 0) return left;
  throw new InputError(
    'no-features',
    `${contract.file} leaves no feature beside the target ${target} and identifiers; columns: ${names}`,
  );
}
