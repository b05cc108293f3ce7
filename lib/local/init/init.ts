import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { formatOf } from '../../core/data-format.ts';
import { InputError, InternalError, UsageError } from '../../core/errors.ts';
import type { Task } from '../../core/predictions.ts';
import { validateFiles } from '../../steps/validate.ts';
import { openWorkload } from '../workload/open-workload.ts';
import { holdoutPercent, minHoldoutRows, thresholdsOf } from './baseline.ts';
import { type InferredColumn, inferColumns } from './columns.ts';
import { contractText } from './contract-text.ts';
import { goldenOf } from './golden.ts';
import { columnsJson, featuresOf, goldenCsv, requestLines } from './instances.ts';
import { checks, minCoveragePercent, policyText } from './policy-text.ts';
import { readTable, type Table, valuesOf } from './table.ts';
import { targetOf, taskOf } from './task.ts';
import { templateFiles } from './template.ts';
import { workloadFiles as paths } from './workload-files.ts';

export interface InitRequest {
  /** Where the workload shall be. */
  folder: string;
  /** CSV with a header: a sample of the data. */
  data: string;
  /** @default a column with a usual name, else the last */
  target?: string | undefined;
  /** @default the folder's name */
  name?: string | undefined;
  /** @default what the target looks like */
  task?: Task | undefined;
  /** Write over files that are there. @default false */
  force?: boolean | undefined;
  /** Of Signalbox, for the workflow. */
  version: string;
}

export interface Initialized {
  name: string;
  task: Task;
  target: string;
  numbers: string[];
  categories: string[];
  /** Neither feature nor target. */
  leftOut: string[];
  /** What was written, relative to the folder, sorted. */
  files: string[];
  /** Those of `files` that were there before. */
  replaced: string[];
}

/**
 * Writes a workload repo that is ready to run: policy, contract, code, tests, all made to fit a sample of the data. Nothing is
 * written before the whole of it was read back and judged as a run would.
 * @throws InputError `data-…`, `target-…`, `files-exist`; UsageError `name-invalid`, `target-unknown`
 */
export async function initWorkload(request: InitRequest): Promise<Initialized> {
  const folder = resolve(request.folder);
  const name = nameOf(folder, request.name);
  const table = await readTable(request.data);
  const target = targetOf(table, request.target);
  const columns = await inferColumns(table, target);
  const task = taskFrom(columns, table, request);
  if (featuresOf(columns).length === 0) {
    const sentence = `${table.file} has no column to learn from beside ${target}: numbers, or texts of few different values`;
    throw new InputError('no-features', sentence);
  }
  const files = await compose({ name, table, target, columns, task, version: request.version });
  await prove(files, target);
  const replaced = await write(folder, files, request);
  const named = (role: InferredColumn['role']) => columns.filter((one) => one.role === role).map((one) => one.name);
  const roles = { numbers: named('number'), categories: named('category'), leftOut: named('other') };
  return { name, task, target, ...roles, files: [...files.keys()].sort(), replaced };
}

function taskFrom(columns: InferredColumn[], { rows }: Table, { task }: InitRequest): Task {
  const target = columns.find(({ role }) => role === 'target');
  if (!target) throw new InternalError('target-lost', 'no column has the role of the target');
  return taskOf(target, rows.length, task);
}

function nameOf(folder: string, given: string | undefined): string {
  const made = basename(folder)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 31);
  const name = given ?? (made.length >= 2 ? made : 'model');
  if (/^[a-z][a-z0-9-]{1,30}$/.test(name)) return name;
  throw new UsageError(
    'name-invalid',
    `--name ${JSON.stringify(name)}: 2 to 31 of a-z, 0-9 and - are allowed, starting with a letter`,
  );
}

interface Parts {
  name: string;
  table: Table;
  target: string;
  columns: InferredColumn[];
  task: Task;
  version: string;
}

async function compose({
  name,
  table,
  target,
  columns,
  task,
  version,
}: Parts): Promise<Map<string, string | Uint8Array>> {
  const { delimiter, rows, file } = table;
  const truth = valuesOf(table, target);
  const golden = goldenOf(task, table, columns, target);
  const thresholds = thresholdsOf(task, truth);
  const labels = task === 'classification' ? [...new Set(truth)].sort() : null;
  const minRows = Math.ceil((minHoldoutRows(rows.length) * 100) / holdoutPercent);
  const files = new Map<string, string | Uint8Array>(
    await templateFiles({
      NAME: name,
      VERSION: version,
      WHAT: `A ${task} of \`${target.replaceAll(/[`\r\n]/g, ' ')}\`.`,
      LINT: checks.lint,
      TESTS: checks.tests,
      COVERAGE: String(minCoveragePercent),
    }),
  );
  files.set(paths.policy, policyText({ name, delimiter, target, task, rows: rows.length, thresholds, golden }));
  files.set(paths.contract, contractText({ name, columns, labels, minRows }));
  files.set(paths.columns, columnsJson(columns, target, task));
  files.set(paths.sample, await readFile(file));
  files.set(paths.golden, goldenCsv(table, columns, target, golden));
  files.set(paths.requests, requestLines(table, columns));
  return files;
}

/** Opens it and judges the sample by its contract, as a run will: what is written works. */
async function prove(files: Map<string, string | Uint8Array>, target: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'signalbox-init-'));
  try {
    await writeAll(folder, files, 'wx');
    const { policy } = await openWorkload(folder);
    const contractText = await readFile(join(folder, paths.contract), 'utf8');
    const judged = {
      files: [join(folder, paths.sample)],
      contractFile: paths.contract,
      contractText,
      format: formatOf(policy.data),
      target,
    };
    const gate = await validateFiles(judged);
    if (gate.verdict === 'pass') return;
    throw new InternalError('init-unfit', `the contract made of the sample does not accept it: ${gate.sentence}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Answers what was there before and is replaced; without `force`, nothing is. */
async function write(
  folder: string,
  files: Map<string, string | Uint8Array>,
  { force, data }: InitRequest,
): Promise<string[]> {
  const sample = join(folder, paths.sample);
  // The sample may lie where it shall lie.
  const inPlace = existsSync(sample) && (await realpath(sample)) === (await realpath(data));
  const there = [...files.keys()]
    .filter((path) => existsSync(join(folder, path)) && !(inPlace && path === paths.sample))
    .sort();
  if (there.length > 0 && !force) {
    const sentence = `${folder} holds ${there.length} of the files already: ${firstOf(there)}; take another folder, or --force to replace them`;
    throw new InputError('files-exist', sentence);
  }
  await writeAll(folder, files, force || inPlace ? 'w' : 'wx');
  return there;
}

function firstOf(names: string[], most = 5): string {
  const more = names.length > most ? ` and ${names.length - most} more` : '';
  return `${names.slice(0, most).join(', ')}${more}`;
}

async function writeAll(folder: string, files: Map<string, string | Uint8Array>, flag: 'w' | 'wx'): Promise<void> {
  for (const [path, content] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content, { flag });
  }
}
