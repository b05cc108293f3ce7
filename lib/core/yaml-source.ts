import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Scalar, visit } from 'yaml';
import type * as z from 'zod';
import { isBigWhole, wholeOf } from './big-whole.ts';
import { InputError, messageOf } from './errors.ts';
import { nearest } from './nearest.ts';
import { allowedNoun } from './schema-words.ts';

export type Path = ReadonlyArray<string | number>;

/** A YAML file that knows the line of each of its keys. */
export interface YamlSource {
  file: string;
  /** Code of every error about it. */
  code: string;
  value: unknown;
  /** 1-based line of the deepest part of the path that exists. */
  lineOf(path: Path): number;
}

const maxCharacters = 1 << 20;

/** @throws InputError with `code` when the text is not one plain YAML document. */
export function readYaml(text: string, file: string, code: string): YamlSource {
  const refuse = (line: number, says: string) => new InputError(code, `${file}:${line}: ${says}`);
  if (text.length > maxCharacters) throw refuse(1, `${text.length} characters; at most ${maxCharacters} are read`);
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, strict: true });
    const broken = document.errors[0];
    if (broken) throw refuse(lines.linePos(broken.pos[0]).line, `not YAML: ${withoutPlace(broken.message)}`);
    visit(document, { Scalar: (_key, node) => exactly(node) });
    const value: unknown = document.toJS({ maxAliasCount: 0 });
    return { file, code, value, lineOf: (path) => lineOf(document.contents, path, lines) };
  } catch (thrown) {
    if (thrown instanceof InputError) throw thrown;
    // Aliases, and nesting deeper than the stack.
    throw refuse(1, `not YAML that is read here: ${messageOf(thrown)}`);
  }
}

function exactly(node: Scalar): void {
  if (typeof node.value === 'number' && isBigWhole(node.source)) node.value = wholeOf(node.source);
}

/** The parser says the place once more, and shows the line below. */
function withoutPlace(message: string): string {
  const [first = ''] = message.split('\n');
  return first.replace(/ at line \d+, column \d+:?$/, '');
}

/** Every fault that a schema finds, each with file, line, key, the value got and what is allowed. */
export function validate<T>(schema: z.ZodType<T>, value: unknown, source: YamlSource, at: Path = []): T {
  const parsed = schema.safeParse(value, { reportInput: true, error: allowedNoun });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.flatMap((issue) => describe(issue, value, schema));
  throw new InputError(source.code, faults.map(({ path, says }) => fault(source, [...at, ...path], says)).join('\n'));
}

/** `contract.yaml:12: \`schema.0.properties.1.logicalType\` says`. */
export function fault(source: YamlSource, path: Path, says: string): string {
  return `${source.file}:${source.lineOf(path)}: ${path.length ? `\`${path.join('.')}\` ` : ''}${says}`;
}

function describe(issue: z.core.$ZodIssue, root: unknown, schema: z.ZodType): Array<{ path: Path; says: string }> {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  if (issue.code === 'unrecognized_keys') {
    const allowed = keysAllowedAt(schema, root, path);
    return issue.keys.map((key) => ({ path: [...path, key], says: `is not known here; ${knownBeside(key, allowed)}` }));
  }
  if (issue.code === 'invalid_union') {
    // The choice that fits but for what lies within tells more than that none fits.
    const inner = issue.errors.find((issues) => issues.every((one) => one.path.length > 0));
    if (inner) return inner.flatMap((one) => describe({ ...one, path: [...issue.path, ...one.path] }, root, schema));
  }
  if (issue.code === 'invalid_type' && issue.input === undefined)
    return [{ path, says: `is missing; ${allowedNoun(issue) ?? issue.expected} is expected` }];
  if ((issue.code === 'invalid_union' || issue.code === 'invalid_value') && valueAt(root, path) === undefined)
    return [{ path, says: `is missing; allowed: ${allowedNoun(issue) ?? 'a value'}` }];
  // What a schema says in its own words is a sentence about the value.
  const says = issue.message === allowedNoun(issue) ? `; allowed: ${issue.message}` : `: ${issue.message}`;
  return [{ path, says: `got ${show(valueAt(root, path))}${says}` }];
}

/** All that is known, and what is most likely meant where that is a long list. */
function knownBeside(key: string, allowed: string[]): string {
  const near = nearest(key, allowed);
  return `known: ${allowed.join(', ')}${near.length > 0 && allowed.length > 5 ? `; nearest: ${near.join(', ')}` : ''}`;
}

function show(value: unknown): string {
  // JSON has no word for what is infinite or NaN.
  if (isBigWhole(value)) return `${value}, which no number is exactly`;
  const shown = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return shown.length > 80 ? `${shown.slice(0, 80)}…` : shown;
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, step) => (inner as Record<string | number, unknown> | undefined)?.[step], root);
}

function keysAllowedAt(schema: z.ZodType, root: unknown, path: Path): string[] {
  let inner: unknown = unwrap(schema);
  for (const step of path) {
    const holder = inner as { shape?: Record<string | number, unknown>; def?: { element?: unknown } };
    inner = unwrap(holder.shape?.[step] ?? holder.def?.element);
  }
  return keysOf(inner, valueAt(root, path));
}

interface Keyed {
  shape?: Record<string, unknown>;
  def?: { keyType?: { options?: string[] }; options?: unknown[]; discriminator?: string };
}

/** Keys of an object, of a record over a closed set, of the branch of a union that the value names, or of any. */
function keysOf(schema: unknown, value: unknown): string[] {
  const { shape, def } = schema as Keyed;
  const branches = (def?.options ?? []).map(unwrap);
  const { discriminator } = def ?? {};
  const named = branches.filter((branch) => discriminator && isNamed(branch as Keyed, discriminator, value));
  const within = (named.length > 0 ? named : branches).flatMap((branch) => keysOf(branch, value));
  return [...new Set([...Object.keys(shape ?? {}), ...(def?.keyType?.options ?? []), ...within])];
}

function isNamed({ shape }: Keyed, discriminator: string, value: unknown): boolean {
  const { def } = (shape?.[discriminator] ?? {}) as { def?: { values?: unknown[] } };
  return def?.values?.includes((value as Record<string, unknown> | undefined)?.[discriminator]) ?? false;
}

function unwrap(schema: unknown): unknown {
  const inner = (schema as { def?: { innerType?: unknown } } | undefined)?.def?.innerType;
  return inner === undefined ? schema : unwrap(inner);
}

function lineOf(root: unknown, path: Path, lines: LineCounter): number {
  let node = root;
  let line = 1;
  for (const step of path) {
    const pair = isMap(node)
      ? node.items.find((item) => isScalar(item.key) && String(item.key.value) === step)
      : undefined;
    const next = pair ? pair.key : isSeq(node) ? node.items[Number(step)] : undefined;
    const start = (next as { range?: [number, number, number] } | undefined)?.range?.[0];
    if (start === undefined) break;
    line = lines.linePos(start).line;
    node = pair ? pair.value : next;
  }
  return line;
}
