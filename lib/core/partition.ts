/** What other tools write for a partition without a value. */
const noValue = '__HIVE_DEFAULT_PARTITION__';

/**
 * Columns that the folders of a path say, as Hive, Spark and Arrow write them: `…/country=DE/year=2026/part-0.parquet`.
 * Null for a value that is absent.
 */
export function partitionOf(path: string): Map<string, string | null> {
  const folders = path.split('/').slice(0, -1);
  const found = new Map<string, string | null>();
  for (const folder of folders) {
    const at = folder.indexOf('=');
    if (at <= 0) continue;
    const value = unescaped(folder.slice(at + 1));
    found.set(unescaped(folder.slice(0, at)), value === noValue || value === '' ? null : value);
  }
  return found;
}

function unescaped(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
