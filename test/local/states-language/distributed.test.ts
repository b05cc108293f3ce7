import { gzipSync } from 'node:zlib';
import { type ItemSource, type ListedObject, TaskFailure } from '../../../lib/local/states-language/interpreter.ts';
import { run, single, types } from './harness.ts';

/** Buckets in memory, by `bucket/key`. */
class FakeItems implements ItemSource {
  readonly files: Record<string, string | Uint8Array>;

  constructor(files: Record<string, string | Uint8Array> = {}) {
    this.files = files;
  }

  async *listObjects(bucket: string, prefix: string): AsyncGenerator<ListedObject> {
    for (const [path, body] of Object.entries(this.files)) {
      const Key = path.slice(bucket.length + 1);
      if (path.startsWith(`${bucket}/`) && Key.startsWith(prefix)) {
        yield { Etag: 'e', Key, LastModified: 0, Size: body.length, StorageClass: 'STANDARD' };
      }
    }
  }

  async getObject(bucket: string, key: string): Promise<Uint8Array> {
    const body = this.files[`${bucket}/${key}`];
    if (body === undefined) throw new Error('The specified key does not exist.');
    return Buffer.from(body);
  }

  async putObject(bucket: string, key: string, body: string | Uint8Array): Promise<void> {
    this.files[`${bucket}/${key}`] = body;
  }
}

const processor = (state: Record<string, unknown>) => ({
  ...single(state),
  ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
});
const map = (fields: Record<string, unknown> = {}, state: Record<string, unknown> = { Type: 'Pass' }) =>
  single({ Type: 'Map', ItemProcessor: processor(state), ...fields });
const reader = (config: Record<string, unknown>, resource = 'getObject') => ({
  ItemReader: {
    Resource: `arn:aws:states:::s3:${resource}`,
    Parameters: { Bucket: 'b', 'Key.$': '$.key' },
    ReaderConfig: config,
  },
});
const read = async (file: string | Uint8Array, config: Record<string, unknown>) => {
  const { output, error, cause } = await run(
    map(reader(config)),
    { key: 'f' },
    { items: new FakeItems({ 'b/f': file }) },
  );
  return output ?? `${error}: ${cause}`;
};

test('children have histories of their own; the parent tells of the Map Run', async () => {
  const execution = await run(map(), [1, 2]);
  expect(types(execution).slice(1, -1)).toEqual([
    'MapStateEntered',
    'MapStateStarted',
    'MapRunStarted',
    'MapRunSucceeded',
    'MapStateSucceeded',
    'MapStateExited',
  ]);
  expect(execution.output).toEqual([1, 2]);
});

test('a child execution has its own context object and sees no variable of the parent', async () => {
  const context = {
    'name.$': '$$.Execution.Name',
    'input.$': '$$.Execution.Input',
    'machine.$': '$$.StateMachine.Name',
  };
  const { output } = await run(map({ Label: 'Shards' }, { Type: 'Pass', Parameters: context }), ['a']);
  expect(output).toEqual([{ name: expect.stringMatching(/^[\da-f]{8}-/), input: 'a', machine: 'machine/Shards' }]);
  const blind = {
    StartAt: 'Set',
    States: {
      Set: { Type: 'Pass', Assign: { v: 1 }, Next: 'Only' },
      ...(map({}, { Type: 'Pass', Parameters: { 'v.$': '$v' } }).States as object),
    },
  };
  expect((await run(blind, [1])).status).toBe('FAILED');
});

test.each([
  [
    'CSV with a header row',
    'a,b\n1,"x, ""y"""\r\n\n2,\n',
    { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' },
    [
      { a: '1', b: 'x, "y"' },
      { a: '2', b: '' },
    ],
  ],
  [
    'CSV with an unnamed column, short rows, long rows and blanks',
    'H1,\nv4,v5,v6\n,,,\n   \n',
    { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' },
    [
      { H1: 'v4', '': 'v5' },
      { H1: '', '': '' },
      { H1: '   ', '': '' },
    ],
  ],
  [
    'CSV with given headers and a delimiter',
    '1;2;3\n4',
    { InputType: 'CSV', CSVHeaderLocation: 'GIVEN', CSVHeaders: ['a', 'b'], CSVDelimiter: 'SEMICOLON' },
    [
      { a: '1', b: '2' },
      { a: '4', b: '' },
    ],
  ],
  ['JSON', '[1,{"a":2}]', { InputType: 'JSON' }, [1, { a: 2 }]],
  ['JSON at a pointer', '{"x":{"y":[1,2]}}', { InputType: 'JSON', ItemsPointer: '/x/y' }, [1, 2]],
  ['JSON lines', '1\n{"a":2}\n', { InputType: 'JSONL' }, [1, { a: 2 }]],
  ['zipped JSON lines', gzipSync('1\n2\n'), { InputType: 'JSONL' }, [1, 2]],
  ['the first items only', '[1,2,3]', { InputType: 'JSON', MaxItems: 2 }, [1, 2]],
  [
    'CSV with doubled headers',
    'a,a\n1,2',
    { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' },
    'States.ItemReaderFailed: CSV headers cannot contain duplicates.',
  ],
  [
    'JSON without an array',
    '{}',
    { InputType: 'JSON' },
    'States.ItemReaderFailed: Attempting to map over non-iterable node.',
  ],
])('items are read from %s', async (_, file, config, items) => {
  expect(await read(file, config)).toEqual(items);
});

test('items are read from a listing and from an inventory', async () => {
  const files = { 'b/in/1': 'abc', 'b/in/2': 'd', 'b/out/3': '', 'inv/part.csv.gz': gzipSync('"b","in/1","3"\n') };
  const list = {
    ItemReader: { Resource: 'arn:aws:states:::s3:listObjectsV2', Parameters: { Bucket: 'b', Prefix: 'in/' } },
  };
  const listed = await run(
    map(list, { Type: 'Pass', Parameters: { 'k.$': '$.Key', 's.$': '$.Size' } }),
    {},
    { items: new FakeItems(files) },
  );
  expect(listed.output).toEqual([
    { k: 'in/1', s: 3 },
    { k: 'in/2', s: 1 },
  ]);
  const manifest = JSON.stringify({
    destinationBucket: 'arn:aws:s3:::inv',
    fileFormat: 'CSV',
    fileSchema: 'Bucket, Key, Size',
    files: [{ key: 'part.csv.gz' }],
  });
  const inventory = await run(
    map(reader({ InputType: 'MANIFEST' })),
    { key: 'manifest.json' },
    { items: new FakeItems({ ...files, 'b/manifest.json': manifest }) },
  );
  expect(inventory.output).toEqual([{ Bucket: 'b', Key: 'in/1', Size: '3' }]);
});

test('a missing object fails the Map Run as States.ItemReaderFailed, which Catch can take', async () => {
  const execution = await run(map(reader({ InputType: 'JSON' })), { key: 'gone' }, { items: new FakeItems() });
  expect([execution.error, execution.cause]).toEqual(['States.ItemReaderFailed', 'The specified key does not exist.']);
  expect(types(execution).slice(-3)).toEqual(['MapRunFailed', 'MapStateFailed', 'ExecutionFailed']);
});

test('batches carry shared input and hold at most so many items and bytes', async () => {
  const batcher = { MaxItemsPerBatch: 2, BatchInput: { 'n.$': '$.n' } };
  const byCount = await run(map({ ItemsPath: '$.list', ItemBatcher: batcher }), { n: 5, list: [1, 2, 3] });
  expect(byCount.output).toEqual([
    { BatchInput: { n: 5 }, Items: [1, 2] },
    { BatchInput: { n: 5 }, Items: [3] },
  ]);
  const byBytes = await run(map({ ItemBatcher: { MaxInputBytesPerBatch: 20 } }), ['aaaa', 'bbbb', 'c']);
  expect(byBytes.output).toEqual([{ Items: ['aaaa'] }, { Items: ['bbbb'] }, { Items: ['c'] }]);
});

test.each([
  [{}, 'FAILED'],
  [{ ToleratedFailureCount: 1 }, 'FAILED'],
  [{ ToleratedFailureCount: 2 }, 'SUCCEEDED'],
  [{ ToleratedFailurePercentage: 49 }, 'FAILED'],
  [{ ToleratedFailurePercentage: 50 }, 'SUCCEEDED'],
  [{ ToleratedFailureCount: 2, ToleratedFailurePercentage: 10 }, 'FAILED'],
])('with %j, two failures of four end as %s', async (tolerance, status) => {
  const task = ({ parameters }: { parameters: unknown }) => {
    if (Number(parameters) > 2) throw new TaskFailure('E');
    return parameters;
  };
  const state = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' };
  const execution = await run(map({ ...tolerance, MaxConcurrency: 1 }, state), [1, 2, 3, 4], { task });
  expect(execution.status).toBe(status);
  expect(execution.status === 'SUCCEEDED' ? execution.output : execution.error).toEqual(
    status === 'SUCCEEDED' ? [1, 2] : 'States.ExceedToleratedFailureThreshold',
  );
});

test('a result writer leaves a manifest and the results by status', async () => {
  const items = new FakeItems();
  const writer = { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: 'out', Prefix: 'jobs' } };
  const { output } = await run(map({ ResultWriter: writer }), ['a', 'b'], { items });
  const { MapRunArn, ResultWriterDetails: details } = output as {
    MapRunArn: string;
    ResultWriterDetails: { Bucket: string; Key: string };
  };
  expect(details).toEqual({ Bucket: 'out', Key: `jobs/${MapRunArn.split(':').at(-1)}/manifest.json` });
  const manifest = JSON.parse(String(items.files[`out/${details.Key}`]));
  const [file] = manifest.ResultFiles.SUCCEEDED;
  const results = JSON.parse(String(items.files[`out/${file.Key}`]));
  expect(results.map((result: { Output: string; Status: string }) => [result.Status, result.Output])).toEqual([
    ['SUCCEEDED', '"a"'],
    ['SUCCEEDED', '"b"'],
  ]);
});
