import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileJournal } from '../../../lib/local/states-language/file-journal.ts';
import { resume, run, single, start } from './harness.ts';

const DEFINITION = single({ Type: 'Pass', Result: 'line one\nline two é' });
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('an execution is in its file, one event a line', async () => {
  const journal = new FileJournal(join(folder, 'run.jsonl'));
  await run(DEFINITION, {}, { journal });
  expect(readFileSync(journal.path, 'utf8').split('\n')).toHaveLength(4 + 1);
  expect((await journal.read()).map(({ type }) => type)).toEqual([
    'ExecutionStarted',
    'PassStateEntered',
    'PassStateExited',
    'ExecutionSucceeded',
  ]);
  journal.close();
});

test('a torn last line is dropped, and the next event takes its place', async () => {
  const journal = new FileJournal(join(folder, 'run.jsonl'));
  const execution = start(DEFINITION, {}, { journal });
  await execution.step();
  await execution.step();
  journal.close();
  appendFileSync(journal.path, '{"id":3,"type":"PassSt');
  const reopened = new FileJournal(journal.path);
  const resumed = await (await resume(reopened)).run();
  expect(resumed.output).toBe('line one\nline two é');
  expect((await reopened.read()).map(({ id }) => id)).toEqual([1, 2, 3, 4]);
  reopened.close();
});

test('a journal without a file is empty', async () => {
  expect(await new FileJournal(join(folder, 'none.jsonl')).read()).toEqual([]);
});
