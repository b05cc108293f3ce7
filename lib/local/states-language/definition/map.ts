import { DefinitionError } from '../errors.ts';
import { isObject, type JsonObject } from '../json.ts';
import { atMostOne, checked, needs } from './check.ts';
import {
  ITEM_BATCHER,
  ITEM_READER,
  type ParseFlow,
  PROCESSOR,
  PROCESSOR_CONFIG,
  READER_CONFIG,
  RESULT_WRITER,
  WRITER_CONFIG,
} from './tables.ts';
import type { MapState } from './types.ts';

const READERS = ['arn:aws:states:::s3:listObjectsV2', 'arn:aws:states:::s3:getObject'];
const WRITERS = ['arn:aws:states:::s3:putObject'];
const LABEL = /^[^\s\p{Cc}?*<>{}[\]:;,\\|^~$#%&`"]{1,40}$/u;
/** Fields that only a distributed Map has. */
const DISTRIBUTED = [
  'ItemReader',
  'ItemBatcher',
  'ResultWriter',
  'Label',
  'ToleratedFailureCount',
  'ToleratedFailureCountPath',
  'ToleratedFailurePercentage',
  'ToleratedFailurePercentagePath',
];

export function parseMap(state: JsonObject, where: string, parseFlow: ParseFlow): MapState {
  atMostOne(state, ['ItemProcessor', 'Iterator'], where, true);
  atMostOne(state, ['ItemSelector', 'Parameters'], where);
  for (const field of ['MaxConcurrency', 'ToleratedFailureCount', 'ToleratedFailurePercentage']) {
    atMostOne(state, [field, `${field}Path`], where);
  }
  const field = 'ItemProcessor' in state ? 'ItemProcessor' : 'Iterator';
  const processor = checked(state[field], PROCESSOR, `${where}.${field}`);
  const config = checked(processor.ProcessorConfig ?? {}, PROCESSOR_CONFIG, `${where}.${field}.ProcessorConfig`);
  const distributed = config.Mode === 'DISTRIBUTED';
  checkDistributed(state, where, distributed);
  const { Iterator: _iterator, Parameters, ...rest } = state;
  return {
    ...rest,
    ...(Parameters === undefined ? {} : { ItemSelector: Parameters }),
    ItemProcessor: parseFlow(processor, PROCESSOR, `${where}.${field}`),
    distributed,
  } as unknown as MapState;
}

function checkDistributed(state: JsonObject, where: string, distributed: boolean): void {
  const stray = DISTRIBUTED.find((field) => field in state);
  if (!distributed && stray !== undefined) {
    throw new DefinitionError(where, `${stray} needs a ProcessorConfig with the Mode DISTRIBUTED`);
  }
  if (state.ItemReader !== undefined) checkReader(state.ItemReader as JsonObject, `${where}.ItemReader`);
  if (state.ItemBatcher !== undefined) checkBatcher(state.ItemBatcher as JsonObject, `${where}.ItemBatcher`);
  if (state.ResultWriter !== undefined) checkWriter(state.ResultWriter as JsonObject, `${where}.ResultWriter`);
  const label = state.Label;
  if (typeof label === 'string' && !LABEL.test(label)) {
    const wanted = 'must have 1 to 40 characters, no white space, no control characters and none of';
    throw new DefinitionError(where, `Label ${wanted} ?*<>{}[]:;,\\|^~$#%&\`", not ${JSON.stringify(label)}`);
  }
}

function checkReader(reader: JsonObject, where: string): void {
  checked(reader, ITEM_READER, where);
  needs(reader, 'Resource', where);
  oneResource(reader, READERS, where);
  if (reader.ReaderConfig === undefined) return;
  const config = checked(reader.ReaderConfig, READER_CONFIG, `${where}.ReaderConfig`);
  atMostOne(config, ['MaxItems', 'MaxItemsPath'], `${where}.ReaderConfig`);
  if (config.CSVHeaderLocation === 'GIVEN') needs(config, 'CSVHeaders', `${where}.ReaderConfig`);
}

function checkBatcher(batcher: JsonObject, where: string): void {
  checked(batcher, ITEM_BATCHER, where);
  for (const field of ['MaxItemsPerBatch', 'MaxInputBytesPerBatch']) atMostOne(batcher, [field, `${field}Path`], where);
}

function checkWriter(writer: JsonObject, where: string): void {
  checked(writer, RESULT_WRITER, where);
  if (writer.Resource !== undefined) oneResource(writer, WRITERS, where);
  if (isObject(writer.WriterConfig)) checked(writer.WriterConfig, WRITER_CONFIG, `${where}.WriterConfig`);
}

function oneResource(owner: JsonObject, allowed: string[], where: string): void {
  const resource = String(owner.Resource).replace(/^arn:aws[a-z-]*:/, 'arn:aws:');
  if (!allowed.includes(resource)) {
    throw new DefinitionError(
      where,
      `Resource must be one of ${allowed.join(', ')}, not ${JSON.stringify(owner.Resource)}`,
    );
  }
}
