import * as z from 'zod';
import { InputError } from './errors.ts';

export const dataTypes = ['csv', 'parquet', 'jsonl'] as const;
export type DataType = (typeof dataTypes)[number];
export const encodings = ['utf-8', 'utf-16', 'latin-1', 'windows-1252'] as const;
export const compressions = ['none', 'gzip', 'zstd'] as const;
export type Encoding = (typeof encodings)[number];
export type Compression = (typeof compressions)[number];

/** How a file of rows is written. What is not said is told by its name and its first bytes. */
export const dataFormatSchema = z.strictObject({
  type: z.enum(dataTypes).optional().describe('Format. @default by name and content'),
  delimiter: z
    .string()
    .regex(/^[\t -!#-~]$/, { error: 'must be one ASCII character that is no quote and no line end' })
    .optional()
    .describe('Between the fields of a CSV. @default a comma, a tab in files named .tsv'),
  encoding: z.enum(encodings).optional().describe('Of text. @default UTF-8, UTF-16 where a byte order mark says so'),
  compression: z.enum(compressions).optional().describe('Of the whole file. @default by content'),
});
export type DataFormat = z.output<typeof dataFormatSchema>;

/** As a policy says it: `delimiter` beside the format is the older word for the one in it. */
export function formatOf({
  format = {},
  delimiter,
}: {
  format?: DataFormat | DataFormat['type'] | undefined;
  delimiter?: string | undefined;
}): DataFormat {
  const said: DataFormat = typeof format === 'string' ? { type: format } : format;
  const read = said.delimiter ?? delimiter;
  return read === undefined ? said : { ...said, delimiter: read };
}

/** First bytes that tell a format whatever the name says. */
const signatures = { gzip: [0x1f, 0x8b], zstd: [0x28, 0xb5, 0x2f, 0xfd], parquet: [0x50, 0x41, 0x52, 0x31] } as const;
const packedNames: Record<string, Compression> = { gz: 'gzip', gzip: 'gzip', zst: 'zstd', zstd: 'zstd' };
const typeNames: Record<string, DataFormat['type']> = {
  csv: 'csv',
  tsv: 'csv',
  tab: 'csv',
  parquet: 'parquet',
  pq: 'parquet',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  json: 'jsonl',
};
const typeWords = { csv: 'CSV', parquet: 'Parquet', jsonl: 'JSON Lines' } as const;

/** @throws InputError `data-compressed` when name or declaration and content disagree. */
export function compressionOf(name: string, head: Uint8Array, declared: DataFormat): Compression {
  const found = (['gzip', 'zstd'] as const).find((one) => startsWith(head, signatures[one])) ?? 'none';
  const said = declared.compression ?? compressionNamed(name) ?? found;
  if (said === found) return found;
  const by = declared.compression === undefined ? 'by its name' : 'as declared';
  throw new InputError('data-compressed', `${name}: ${by} its compression is ${said}, by its first bytes ${found}`);
}

/** `head`: first bytes, unpacked. @throws InputError `data-format` when name or declaration and content disagree. */
export function typeOf(name: string, head: Uint8Array, declared: DataFormat): DataType {
  const isParquet = startsWith(head, signatures.parquet);
  const said = declared.type ?? (isParquet ? 'parquet' : (typeNamed(name) ?? typeByText(head)));
  if ((said === 'parquet') === isParquet) return said;
  const by = declared.type === undefined ? 'by its name' : 'as declared';
  const found = isParquet ? 'Parquet' : 'no Parquet';
  throw new InputError('data-format', `${name}: ${by} it is ${typeWords[said]}, by its first bytes it is ${found}`);
}

export function delimiterOf(name: string, declared: DataFormat): string {
  const tabs = extensionsOf(name).some((extension) => extension === 'tsv' || extension === 'tab');
  return declared.delimiter ?? (tabs ? '\t' : ',');
}

/** What the name alone says. */
export function compressionNamed(name: string): Compression | undefined {
  return packedNames[extensionsOf(name)[0] ?? ''];
}

/** What the name alone says. */
export function typeNamed(name: string): DataFormat['type'] {
  return extensionsOf(name).flatMap((extension) => typeNames[extension] ?? [])[0];
}

/** An object opens, which no header of a CSV does: without a quoted name it would end in a brace. */
function typeByText(head: Uint8Array): 'csv' | 'jsonl' {
  const first = head.find((byte) => byte > 0x20);
  return first === 0x7b ? 'jsonl' : 'csv';
}

/** In lower case, the last one first. */
function extensionsOf(name: string): string[] {
  const base = name.slice(name.lastIndexOf('/') + 1).toLowerCase();
  return base.split('.').slice(1).reverse().slice(0, 2);
}

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte);
}
