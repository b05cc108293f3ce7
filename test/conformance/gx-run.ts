import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectationNamed } from '../../lib/core/contract/great-expectations/registry.ts';
import { greatExpectations } from '../../lib/core/contract/great-expectations/suite.ts';
import { messageOf } from '../../lib/core/errors.ts';
import { rowKeysFor, samplesFor } from '../../lib/core/export/great-expectations/result-format.ts';
import { validationOf } from '../../lib/core/export/great-expectations/validation.ts';
import { openDatabase } from '../../lib/engine/database.ts';
import { measureChecks } from '../../lib/engine/measure/measure.ts';
import { prepare } from '../../lib/engine/measure/prepare.ts';
import { tableOf } from '../../lib/engine/measure/table.ts';
import type { Columns, Dataset, Definition, Test } from './gx-cases.ts';
import { type Answer, difference } from './gx-compare.ts';
import { relationOfCase, rowKey } from './gx-data.ts';

export interface Verdict {
  expectation: string;
  title: string;
  outcome: 'pass' | 'fail' | 'not applicable';
  /** In what the answers differ, or why there is none. */
  why?: string;
}

/** Judges every test of a definition: the suite is read, measured by the engine and answered, as `validate` does. */
export async function judgeDefinition({ expectation, datasets }: Definition): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const dataset of datasets) {
    for (const test of dataset.tests) verdicts.push(await judge(expectation, dataset, test));
  }
  return verdicts;
}

async function judge(expectation: string, dataset: Dataset, test: Test): Promise<Verdict> {
  const head = { expectation, title: test.title };
  if (!expectationNamed(expectation)) return { ...head, outcome: 'not applicable', why: 'not in the core of 1.x' };
  const { suppress_test_for: suppressed = [] } = test;
  if (['pandas', 'sqlalchemy', 'spark'].every((engine) => suppressed.includes(engine)))
    return { ...head, outcome: 'not applicable', why: 'suppressed for every engine' };
  try {
    const why = difference(test, await answer(expectation, dataset, test));
    return why === undefined ? { ...head, outcome: 'pass' } : { ...head, outcome: 'fail', why };
  } catch (thrown) {
    return { ...head, outcome: 'fail', why: `threw ${messageOf(thrown)}` };
  }
}

async function answer(expectation: string, dataset: Dataset, test: Test): Promise<Answer> {
  const kwargs = { result_format: { result_format: 'COMPLETE', unexpected_index_column_names: [rowKey] }, ...test.in };
  const value = { name: expectation, expectations: [{ type: expectation, kwargs }] };
  const source = { file: 'case', code: 'case-invalid', value, lineOf: () => 1 };
  const contract = greatExpectations.read(source, {
    nowMs: Date.now(),
    rowCounts: Object.fromEntries(Object.entries(dataset.others).map(([name, table]) => [name, rowsOf(table)])),
    // SQL Server's patterns have classes; a test of it alone is written in them.
    like: test.only_for?.includes('mssql') && test.only_for.length === 1 ? 'like-classes' : 'like',
  });
  // A table that is counted by its columns is not to have one more.
  const ofColumns = contract.checks.some(({ kind }) => kind.startsWith('column'));
  const folder = await mkdtemp(join(tmpdir(), 'signalbox-gx-'));
  const database = await openDatabase([], folder);
  try {
    const table = tableOf(relationOfCase(dataset, !ofColumns));
    const options = { samples: samplesFor(contract.checks), values: true, keys: rowKeysFor(contract.checks) };
    const counts = await measureChecks(database, table, await prepare(contract.checks, table, database), options);
    const { results } = validationOf(contract, counts) as { results: Answer[] };
    return results[0] as Answer;
  } finally {
    database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function rowsOf(table: Columns): number {
  return Math.max(0, ...Object.values(table).map((values) => values.length));
}
