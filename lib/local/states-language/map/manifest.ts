import { isObject, type Json, parseJson } from '../json.ts';
import type { ItemSource } from '../services.ts';
import { csvRows, records } from './csv.ts';

const BUCKET_ARN = /^arn:[^:]+:s3:::/;

/** The objects that an S3 Inventory manifest lists: one item a row, named by the manifest's own schema. */
export async function manifestItems(
  source: ItemSource,
  manifest: string,
  decode: (bytes: Uint8Array) => string,
): Promise<Json[]> {
  const { destinationBucket, fileFormat, fileSchema, files } = object(parseJson(manifest));
  if (fileFormat !== 'CSV' || typeof fileSchema !== 'string' || !Array.isArray(files)) {
    throw new Error(`The manifest must be of an S3 Inventory in CSV, not ${JSON.stringify(fileFormat)}.`);
  }
  const headers = fileSchema.split(',').map((name) => name.trim());
  const bucket = String(destinationBucket).replace(BUCKET_ARN, '');
  const found: Json[] = [];
  for (const file of files) {
    const rows = csvRows(decode(await source.getObject(bucket, String(object(file).key))));
    for (const record of records(headers, rows)) found.push(record);
  }
  return found;
}

function object(value: Json) {
  if (!isObject(value)) throw new Error('The manifest is not an object.');
  return value;
}
