import type { ResultWriter } from '../definition/types.ts';
import { ERROR, StateFailure } from '../errors.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Visit } from '../visit.ts';
import type { ChildResult } from './child.ts';

/** Writes the children's results to S3 and gives the Map's output. @throws StateFailure States.ResultWriterFailed */
export async function writeResults(
  visit: Visit,
  writer: ResultWriter,
  input: Json,
  { mapRunArn, results }: { mapRunArn: string; results: ChildResult[] },
): Promise<Json> {
  const { Bucket: bucket, Prefix: prefix } = visit.template(writer.Parameters ?? {}, input);
  if (writer.Resource === undefined || typeof bucket !== 'string') return transformed(writer, results);
  const { items: target } = visit.line.run.services;
  if (target === undefined) throw failed('no item source is configured');
  const folder = [typeof prefix === 'string' ? prefix : '', mapRunArn.split(':').at(-1) ?? ''].filter(
    (part) => part !== '',
  );
  const at = (file: string): string => [...folder, file].join('/');
  const files: Record<string, Json[]> = { FAILED: [], PENDING: [], SUCCEEDED: [] };
  const extension = writer.WriterConfig?.OutputType === 'JSONL' ? 'jsonl' : 'json';
  try {
    for (const status of Object.keys(files)) {
      const chosen = results.filter((result) => result.status === status);
      if (chosen.length === 0) continue;
      const key = at(`${status}_0.${extension}`);
      const body = written(extension, contents(writer, chosen));
      await target.putObject(bucket, key, body);
      files[status]?.push({ Key: key, Size: Buffer.byteLength(body, 'utf8') });
    }
    const manifest = { DestinationBucket: bucket, MapRunArn: mapRunArn, ResultFiles: files };
    await target.putObject(bucket, at('manifest.json'), JSON.stringify(manifest));
  } catch (error) {
    throw failed(error instanceof Error ? error.message : String(error));
  }
  return { MapRunArn: mapRunArn, ResultWriterDetails: { Bucket: bucket, Key: at('manifest.json') } };
}

function failed(cause: string): StateFailure {
  return new StateFailure(ERROR.resultWriter, cause);
}

function written(extension: string, records: Json[]): string {
  return extension === 'jsonl'
    ? records.map((record) => `${JSON.stringify(record)}\n`).join('')
    : JSON.stringify(records);
}

/** Without a bucket, WriterConfig only shapes the Map's own output. */
function transformed(writer: ResultWriter, results: ChildResult[]): Json[] {
  return contents(
    writer,
    results.filter(({ status }) => status === 'SUCCEEDED'),
  );
}

/** COMPACT gives outputs, FLATTEN also opens arrays among them; NONE tells all about each child execution. */
function contents({ WriterConfig: config }: ResultWriter, results: ChildResult[]): Json[] {
  const transformation = config?.Transformation ?? 'NONE';
  if (transformation === 'NONE') return results.map(described);
  const outputs = results.map((result) =>
    result.status === 'SUCCEEDED' ? (result.output ?? null) : described(result),
  );
  return transformation === 'FLATTEN' ? outputs.flat() : outputs;
}

function described({ run, status, output, failure, stopTime }: ChildResult): JsonObject {
  const included = { Included: true };
  return {
    ExecutionArn: run.arn,
    Input: JSON.stringify(run.input),
    InputDetails: included,
    Name: run.name,
    ...(output === undefined ? {} : { Output: JSON.stringify(output), OutputDetails: included }),
    ...(isObject(failure?.details()) ? { Error: failure?.error ?? null, Cause: failure?.cause ?? null } : {}),
    StartDate: run.startTime,
    StateMachineArn: run.machine.arn,
    Status: status,
    ...(stopTime === undefined ? {} : { StopDate: stopTime }),
  };
}
