import { gunzipSync } from 'node:zlib';
import { effectiveInput } from '../data-flow.ts';
import type { ItemReader, MapState, ReaderConfig } from '../definition/types.ts';
import { ERROR, StateFailure } from '../errors.ts';
import { isObject, type Json, type JsonObject, toJson } from '../json.ts';
import type { ItemSource } from '../services.ts';
import type { Visit } from '../visit.ts';
import { csvRows, DELIMITERS, records } from './csv.ts';
import { manifestItems } from './manifest.ts';
import { integerField } from './numbers.ts';

/** The most items that one Map Run reads. */
const MOST = 100_000_000;

/** How many items may be read; evaluated before the Map Run starts. */
export function maxItems(visit: Visit, state: MapState, input: Json): number {
  const { MaxItems: literal, MaxItemsPath: path } = state.ItemReader?.ReaderConfig ?? {};
  return integerField(visit, input, { field: 'MaxItems', literal, path }) ?? 0;
}

/** Items read from S3. @throws StateFailure States.ItemReaderFailed */
export async function readItems(visit: Visit, reader: ItemReader, limit: number): Promise<Json[]> {
  if (limit < 0) throw failed('field MaxItems must be positive');
  const { items: source } = visit.line.run.services;
  if (source === undefined) throw failed('no item source is configured');
  const input = effectiveInput(visit, undefined);
  const parameters = visit.template(reader.Parameters ?? {}, input);
  try {
    const all = reader.Resource.endsWith(':listObjectsV2')
      ? await listed(source, parameters)
      : await read(source, parameters, reader.ReaderConfig ?? {});
    return limit === 0 || limit > MOST ? all.slice(0, MOST) : all.slice(0, limit);
  } catch (error) {
    throw error instanceof StateFailure ? error : failed(error instanceof Error ? error.message : String(error));
  }
}

function failed(cause: string): StateFailure {
  return new StateFailure(ERROR.itemReader, cause);
}

function text(parameters: JsonObject, field: string): string {
  const value = parameters[field];
  if (typeof value !== 'string') throw failed(`${field} must be a string, not ${JSON.stringify(value)}`);
  return value;
}

async function listed(source: ItemSource, parameters: JsonObject): Promise<Json[]> {
  const prefix = typeof parameters.Prefix === 'string' ? parameters.Prefix : '';
  const found: Json[] = [];
  for await (const entry of source.listObjects(text(parameters, 'Bucket'), prefix)) found.push(toJson(entry));
  return found;
}

async function read(source: ItemSource, parameters: JsonObject, config: ReaderConfig): Promise<Json[]> {
  const version = typeof parameters.VersionId === 'string' ? parameters.VersionId : undefined;
  const bytes = await source.getObject(text(parameters, 'Bucket'), text(parameters, 'Key'), version);
  const content = decoded(bytes);
  switch (config.InputType ?? 'JSON') {
    case 'CSV':
      return csv(content, config);
    case 'JSON':
      return array(pointed(JSON.parse(content) as Json, config.ItemsPointer));
    case 'JSONL':
      return lines(content);
    case 'MANIFEST':
      return manifestItems(source, content, decoded);
  }
}

function decoded(bytes: Uint8Array): string {
  const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return new TextDecoder('utf-8').decode(zipped ? gunzipSync(bytes) : bytes);
}

function csv(content: string, config: ReaderConfig): Json[] {
  const rows = csvRows(content, DELIMITERS[config.CSVDelimiter ?? 'COMMA']);
  const headers = config.CSVHeaderLocation === 'GIVEN' ? config.CSVHeaders : rows.shift();
  if (headers === undefined) throw failed('CSV headers are missing.');
  if (new Set(headers).size < headers.length) throw failed('CSV headers cannot contain duplicates.');
  return records(headers, rows);
}

function lines(content: string): Json[] {
  return content
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Json);
}

/** A JSON pointer (RFC 6901) to the array inside the file. */
function pointed(value: Json, pointer = ''): Json {
  const steps = pointer.split('/').slice(1);
  return steps.reduce((current: Json, step) => {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    const next = Array.isArray(current) ? current[Number(key)] : isObject(current) ? current[key] : undefined;
    if (next === undefined) throw failed(`ItemsPointer ${pointer} leads nowhere.`);
    return next;
  }, value);
}

function array(value: Json): Json[] {
  if (!Array.isArray(value)) throw failed('Attempting to map over non-iterable node.');
  return value;
}
