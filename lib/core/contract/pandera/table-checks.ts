import type { Check } from '../../checks/check.ts';
import type { Path } from '../../yaml-source.ts';
import { filled } from './filled.ts';
import { type ListedCheck, listedChecks } from './listed-checks.ts';
import type { DataframeSchema } from './schema.ts';
import type { SchemaContext } from './schema-context.ts';

export interface NamedColumn {
  name: string;
  entry: Record<string, unknown>;
  path: Path;
}

/** What a schema says of its columns together, and of each of them. */
export function tableChecks(
  { strict, ordered, unique, multiindex, checks }: DataframeSchema,
  columns: NamedColumn[],
  isIndex: (name: string) => boolean,
  context: SchemaContext,
): Check[] {
  const exact = strict === true;
  const keys = [
    { key: [unique ?? []].flat(), path: ['unique'] },
    { key: [multiindex?.unique ?? []].flat(), path: ['multiindex', 'unique'] },
  ];
  const listed = listedChecks(checks, context.source, ['checks']);
  return [
    ...columnChecks({ exact, ordered: ordered === true }, columns, context),
    ...keys.flatMap(({ key, path }) => (key.length > 0 ? [keyCheck(key, columns, context, path)] : [])),
    ...listed.flatMap((check) => checksOfAll(check, { exact, columns, isIndex, context })),
  ];
}

/** Of a key whose columns may be absent, those that are there are unique together: another key each time. */
function keyCheck(key: string[], columns: NamedColumn[], context: SchemaContext, path: Path): Check {
  const named = columns.filter(({ name }) => key.includes(name));
  const refuse = ({ name }: NamedColumn, why: string) => context.unsupported(`\`unique\` over ${name}`, why, path);
  const fills = named.find(({ entry }) => hasDefault(entry));
  if (fills) return refuse(fills, 'its missing values are filled in with `default`, and may repeat each other');
  const optional = named.find(({ entry }) => mayLack(entry));
  if (optional && key.length > 1) return refuse(optional, 'with `required: false` it may be absent');
  return context.check('unique', key, { ignore: 'never' }, path, optional ? { optional: true } : {});
}

/** Which columns there are, and in which order. Those that may be absent are nobody's neighbours then. */
function columnChecks(
  { exact, ordered }: { exact: boolean; ordered: boolean },
  columns: NamedColumn[],
  context: SchemaContext,
): Check[] {
  const patterns = columns.filter(({ entry }) => entry.regex);
  const known = columns.filter(({ entry }) => !entry.regex);
  const namesOf = (some: NamedColumn[]) => some.map(({ name }) => name);
  const there = namesOf(known.filter(({ entry }) => !mayLack(entry)));
  const optional = namesOf(known.filter(({ entry }) => mayLack(entry)));
  const like = patterns.map(({ name, path }) => context.namePattern(name, [...path, 'regex']));
  const [first] = patterns;
  if (ordered && first)
    return [context.unsupported('`ordered`', `the columns like ${first.name} have no place in it`, ['ordered'])];
  if (exact && ordered && optional.length === 0)
    return [context.check('columns-ordered', [], { columns: there }, ['ordered'])];
  const may = { ...(optional.length > 0 ? { optional } : {}), ...(like.length > 0 ? { like } : {}) };
  return [
    ...(exact ? [context.check('columns-set', [], { columns: there, ...may, exact: true }, ['strict'])] : []),
    ...(ordered ? [context.check('columns-ordered', [], { columns: namesOf(known), others: true }, ['ordered'])] : []),
  ];
}

interface AllColumns {
  exact: boolean;
  columns: NamedColumn[];
  isIndex: (name: string) => boolean;
  context: SchemaContext;
}

/** One of pandera's checks of every column but the index: by their names where all of them are known. */
function checksOfAll(check: ListedCheck, { exact, columns, isIndex, context }: AllColumns): Check[] {
  if (exact && columns.every(({ entry }) => !entry.regex)) {
    const own = columns.filter(({ name }) => !isIndex(name));
    return own.map((column) => ofColumn(context.listed(check, column.name), check, column, context));
  }
  const fills = columns.find(({ entry }) => hasDefault(entry));
  if (fills)
    return [
      context.unsupported(`${check.name} of all columns`, `${fills.name} is filled in with \`default\``, check.path),
    ];
  const index = columns.filter(({ name }) => isIndex(name)).map(({ name }) => name.replace(/[^A-Za-z0-9_]/gu, escaped));
  const like = index.length > 0 ? `^(?!(?:${index.join('|')})$)` : '^';
  return [{ ...context.listed(check, ''), columns: [], like }];
}

function ofColumn(
  made: Check,
  { name, path }: ListedCheck,
  { name: column, entry }: NamedColumn,
  context: SchemaContext,
) {
  const checked = hasDefault(entry) ? filled(made, entry.default as string | number | boolean) : made;
  if (!checked) return context.unsupported(`${name} of all columns`, `${column} is filled in with \`default\``, path);
  return mayLack(entry) ? { ...checked, optional: true as const } : checked;
}

function mayLack({ required }: NamedColumn['entry']): boolean {
  return required === false;
}

function hasDefault(entry: NamedColumn['entry']): boolean {
  return entry.default !== undefined && entry.default !== null;
}

function escaped(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}
