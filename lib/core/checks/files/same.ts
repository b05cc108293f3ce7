import type { DataFile, HashAlgorithm } from './data-file.ts';

/** Whether one of others has the content of a file, and its name where that is asked; undefined where nobody knows. */
export function equalTo(
  file: DataFile,
  others: DataFile[],
  { algorithm, names }: { algorithm: HashAlgorithm; names: boolean },
): boolean | undefined {
  // Of another size is of another content, whatever hashes are known.
  const possible = others
    .filter(({ size }) => size === file.size)
    .filter((other) => !names || baseName(other) === baseName(file));
  const mine = file.hashes?.[algorithm];
  const theirs = possible.map(({ hashes }) => hashes?.[algorithm]);
  if (mine !== undefined && theirs.includes(mine)) return true;
  return possible.length > 0 && (mine === undefined || theirs.includes(undefined)) ? undefined : false;
}

/** The name within its folder. */
export function baseName({ name }: DataFile): string {
  return name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
}

export function unhashed({ name, unhashed: why }: DataFile, algorithm: HashAlgorithm): string {
  return `there is no ${algorithm} of ${name}${why === undefined ? '' : `: ${why}`}`;
}
