import * as z from 'zod';
import { namePattern } from '../matching.ts';
import type { DataFile, FileFacts } from './data-file.ts';

const filters = ['recentFiles', 'uriRegex'] as const;

/** Which files of the data a check is about. */
export const fileArgs = {
  /** A file, or the folder in which files lie. @default all files of the data */
  path: z.string().min(1).optional(),
  /** Only so many, those that were modified last. */
  recentFiles: z.number().int().min(1).optional(),
  /** ECMA-262 expression of which the path must hold a match. */
  uriRegex: namePattern.optional(),
  /** What is applied first. @default recentFiles, then uriRegex */
  filterOrder: z.array(z.enum(filters)).optional(),
};
const filter = z.strictObject(fileArgs);
export type FileFilter = z.output<typeof filter>;

/** The files that are meant, or why there are none. */
export type Selected = { files: DataFile[]; why?: undefined } | { why: string };

export function selectFiles(filter: FileFilter, facts: FileFacts): Selected {
  const { path, filterOrder = [] } = filter;
  if (facts.files.length === 0) return { why: 'nothing is known of the files that hold the data' };
  const there = path === undefined ? facts.files : facts.files.filter((file) => liesUnder(file, path));
  if (there.length === 0)
    return { why: `no file of the data lies under ${path}; its files are ${namesOf(facts.files, pathOf)}` };
  return [...new Set([...filterOrder, ...filters])].reduce<Selected>(
    (selected, one) =>
      selected.why !== undefined
        ? selected
        : one === 'recentFiles'
          ? newest(selected.files, filter)
          : matching(selected.files, filter, facts),
    { files: there },
  );
}

function newest(files: DataFile[], { recentFiles }: FileFilter): Selected {
  if (recentFiles === undefined) return { files };
  const unknown = files.filter(({ modifiedAt }) => modifiedAt === undefined);
  if (unknown.length > 0) return { why: `it is not known when ${namesOf(unknown)} was modified` };
  const ordered = [...files].sort((a, b) => Date.parse(b.modifiedAt ?? '') - Date.parse(a.modifiedAt ?? ''));
  return { files: ordered.slice(0, recentFiles) };
}

function matching(files: DataFile[], { uriRegex }: FileFilter, { search }: FileFacts): Selected {
  if (uriRegex === undefined) return { files };
  // A look-around at its beginning is meant to be about the whole path: elsewhere, `(?!…)` holds at some place of any text.
  const pattern = /^\(\?<?[=!]/.test(uriRegex) ? `^(?:${uriRegex})` : uriRegex;
  const found = search(pattern, files.map(pathOf));
  if (!found) return { why: `the expression ${uriRegex} takes too long on the paths of the files; make it simpler` };
  const some = files.filter((_, at) => found[at]);
  return some.length > 0 ? { files: some } : { why: `the expression ${uriRegex} finds none of ${namesOf(files)}` };
}

function pathOf({ paths, name }: DataFile): string {
  return paths[0] ?? name;
}

function liesUnder({ paths }: DataFile, path: string): boolean {
  const folder = plain(path);
  return paths.map(plain).some((one) => one === folder || one.startsWith(`${folder}/`));
}

/** `file:///a/./b/` and `/a/b` are one place. */
function plain(path: string): string {
  return path
    .replace(/^file:\/\/(?=\/)/, '')
    .replace(/^(\.\/)+/, '')
    .replace(/\/+$/, '');
}

const mostNames = 5;

/** The names of some files, cut. */
export function namesOf(files: DataFile[], tell: (file: DataFile) => string = ({ name }) => name): string {
  const told = files.slice(0, mostNames).map(tell).join(', ');
  return files.length > mostNames ? `${told} and ${files.length - mostNames} more` : told;
}
