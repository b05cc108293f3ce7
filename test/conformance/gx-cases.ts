import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readJsonSource } from '../../lib/core/json-source.ts';
import type { Json } from '../../lib/core/profile/profile.ts';

export type JsonObject = { [key: string]: Json };

/** One call of an expectation, and what Great Expectations answers. */
export interface Test {
  title: string;
  exact_match_out: boolean;
  in: JsonObject | Json[];
  out: JsonObject;
  /** Another spelling of an exception in `out`. */
  error?: { traceback_substring?: string };
  /** Engines that the answer is of. */
  only_for?: string[];
  suppress_test_for?: string[];
  /** Relative; the definitions give it where engines differ. */
  tolerance?: number;
}

export interface Dataset {
  data: Columns;
  /** Tables beside it, by name. */
  others: Record<string, Columns>;
  /** Types of columns as each engine calls them. */
  schemas: Record<string, Record<string, string>>;
  tests: Test[];
}

export type Columns = Record<string, Json[]>;

export interface Definition {
  expectation: string;
  datasets: Dataset[];
}

interface Written {
  expectation_type: string;
  datasets: Array<{
    data: Columns | Array<{ dataset_name: string; data: Columns }>;
    schemas?: Record<string, Record<string, string>>;
    only_for?: string[];
    tests: Test[];
  }>;
}

/** The definitions of a file, or of a directory and all below it. */
export function loadDefinitions(path: string): Definition[] {
  return filesOf(path).flatMap((file) => {
    const written = readJsonSource(readFileSync(file, 'utf8'), file, 'case-invalid').value as Partial<Written>;
    const { expectation_type: expectation, datasets } = written;
    // Other projects' cases may lie beside them.
    return expectation && datasets ? [{ expectation, datasets: datasets.map(datasetOf) }] : [];
  });
}

function datasetOf({ data, schemas = {}, tests, only_for: engines }: Written['datasets'][number]): Dataset {
  const tables = Array.isArray(data) ? data : [{ dataset_name: '', data }];
  const named = Object.fromEntries(tables.map(({ dataset_name, data: columns }) => [dataset_name, columns]));
  const own = tests.map((test) => (engines && !test.only_for ? { ...test, only_for: engines } : test));
  return { data: tables[0]?.data ?? {}, others: named, schemas, tests: own };
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).sort();
  return names.flatMap((name) =>
    statSync(join(path, name)).isDirectory() || name.endsWith('.json') ? filesOf(join(path, name)) : [],
  );
}
