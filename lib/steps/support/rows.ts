import { parse } from 'csv-parse/sync';
import type { DataContract } from '../../core/contract/contract.ts';
import { InputError } from '../../core/errors.ts';

/** Rows as the model server is asked, and what is true of them. */
export interface LabelledRows {
  instances: Array<Record<string, string | number | boolean | null>>;
  truth: string[];
}

/**
 * Reads labelled rows of a CSV with a header: features by the contract's types, an empty field as null, and the target as text.
 * @throws InputError `rows-invalid` naming the file, the row and the column.
 */
export function readRows(
  csv: string,
  file: string,
  contract: Pick<DataContract, 'properties'>,
  target: string,
): LabelledRows {
  const features = contract.properties.filter((p) => p.name !== target && !p.identifier);
  const records = parseCsv(csv, file);
  const missing = [...features.map((p) => p.name), target].filter((name) => records[0] && !(name in records[0]));
  if (missing.length > 0) {
    throw new InputError(
      'rows-invalid',
      `${file}: column ${missing.join(', ')} is missing; it has ${Object.keys(records[0] ?? {}).join(', ')}`,
    );
  }
  const typed = features.map(({ name, logicalType }) => ({ name, type: logicalType ?? typeFound(records, name) }));
  const instances = records.map((record, row) =>
    Object.fromEntries(
      typed.map(({ name, type }) => [name, typedValue(record[name] ?? '', type, `${file}: row ${row + 1}, ${name}`)]),
    ),
  );
  return { instances, truth: records.map((record) => record[target] ?? '') };
}

function parseCsv(csv: string, file: string): Array<Record<string, string>> {
  try {
    return parse(csv, { columns: true, bom: true, skip_empty_lines: true });
  } catch (error) {
    throw new InputError('rows-invalid', `${file}: ${error instanceof Error ? error.message : error}`);
  }
}

/** Of a column that the contract gives no type: numbers where all values are. */
function typeFound(records: Array<Record<string, string>>, name: string): 'number' | 'string' {
  return records.every((record) => Number.isFinite(Number(record[name]))) ? 'number' : 'string';
}

function typedValue(text: string, type: string, where: string): string | number | boolean | null {
  if (text === '') return null;
  if (type === 'boolean') return /^(true|t|1|yes|y)$/i.test(text);
  if (type !== 'number' && type !== 'integer') return text;
  const value = Number(text);
  if (Number.isFinite(value)) return value;
  throw new InputError('rows-invalid', `${where}: "${text}" is not a ${type}`);
}
