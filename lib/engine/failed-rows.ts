import { identifier, text } from '../core/checks/sql.ts';
import type { DataContract } from '../core/contract/contract.ts';
import { sensitiveColumns } from '../core/contract/sensitive.ts';
import { mask } from '../core/profile/masked.ts';
import { type CheckCounts, maxSamples } from '../core/profile/profile.ts';
import type { Database } from './database.ts';
import type { Table } from './measure/table.ts';

/** Columns in front of those of the data: which check failed, of which columns, and where the row is. */
const places = ['check', 'subject', 'file', 'row'];

/**
 * Writes the first failing rows of each check, whole, as Parquet. Answers whether there were any; otherwise there is no file.
 * One more scan, as only whole rows tell what is wrong with a value.
 */
export async function writeFailedRows(
  database: Database,
  table: Table,
  { contract, counts, file }: { contract: DataContract; counts: CheckCounts[]; file: string },
): Promise<boolean> {
  const wanted = counts.flatMap(({ samples }, at) => {
    const check = contract.checks[at];
    if (!check) return [];
    const subject = check.columns.length === 0 ? 'table' : check.columns.join(', ');
    return samples
      .filter(({ row }) => row > 0)
      .slice(0, maxSamples)
      .map((sample) => [at, text(check.kind), text(subject), fileIndex(table, sample.file), sample.row].join(', '));
  });
  if (wanted.length === 0) return false;
  const rows = `(VALUES ${wanted.map((row) => `(${row})`).join(', ')}) AS w(place, kind, subject, f, r)`;
  const names = `(VALUES ${table.files.map((name, f) => `(${f}, ${text(name)})`).join(', ')}) AS n(f, name)`;
  const items = [
    'w.kind AS "check"',
    'w.subject AS "subject"',
    'n.name AS "file"',
    'd.r AS "row"',
    ...dataItems(table, contract),
  ];
  const joined = `${table.numbered([])} AS d JOIN ${rows} ON d.f = w.f AND d.r = w.r JOIN ${names} ON n.f = d.f`;
  await database.rows(
    `COPY (SELECT ${items.join(', ')} FROM ${joined} ORDER BY w.place, d.f, d.r) TO ${text(file)} (FORMAT parquet, USE_TMP_FILE false)`,
  );
  return true;
}

function fileIndex({ files }: Table, name: string | undefined): number {
  return name === undefined ? 0 : Math.max(0, files.indexOf(name));
}

/** Parquet tells `a` and `A` apart, the engine does not. */
function dataItems({ columns }: Table, contract: DataContract): string[] {
  const sensitive = sensitiveColumns(contract);
  const taken = new Set(places);
  return columns.map(({ name, raw, storage }) => {
    let own = name;
    for (let n = 2; taken.has(own.toLowerCase()); n++) own = `${name}_${n}`;
    taken.add(own.toLowerCase());
    const value = storage === 'mixed' ? `CAST(d.${raw} AS VARCHAR)` : `d.${raw}`;
    return `${sensitive.has(name) ? text(mask) : value} AS ${identifier(own)}`;
  });
}
