import * as z from 'zod';
import { operators, units } from '../checks/bound.ts';
import { type Check, severities } from '../checks/check.ts';
import type { Condition } from '../checks/condition.ts';
import { limitKeys } from '../checks/limits.ts';
import { namePattern } from '../checks/matching.ts';
import { figureKey } from '../checks/past/figure.ts';
import { pastSchema } from '../checks/past/past.ts';
import { hasFigure } from '../checks/registry.ts';
import { type Path, readYaml, validate, type YamlSource } from '../yaml-source.ts';
import { readExpectation } from './great-expectations/read-expectation.ts';
import { entrySchema } from './great-expectations/suite-schema.ts';
import type { OdcsContext } from './odcs-context.ts';
import type { Quality } from './odcs-schema.ts';

/** Engines whose checks are read: their own words stand in `implementation`. */
const engines: Record<string, (given: YamlSource, column: string | null, context: OdcsContext) => Check> = {
  greatExpectations: expectation,
  'great-expectations': expectation,
  signalbox: own,
};

/** A check in the words of another tool. */
export function customCheck(quality: Quality, column: string | null, context: OdcsContext, path: Path): Check {
  const { engine, implementation } = quality;
  if (engine === undefined) throw context.fault([...path, 'engine'], 'is missing; whose words are these?');
  if (implementation === undefined) throw context.fault([...path, 'implementation'], 'is missing');
  const reader = Object.hasOwn(engines, engine) ? engines[engine] : undefined;
  const at = [...path, 'implementation'];
  if (!reader)
    return context.unsupported(`the engine ${engine}`, `engines that are read: ${Object.keys(engines).join(', ')}`, [
      ...path,
      'engine',
    ]);
  const check = reader(sourceOf(implementation, context, at), column, context);
  const placed = { ...check, ...(quality.severity ? { severity: quality.severity } : {}), source: context.place(at) };
  const wrong = wrongPast(placed);
  if (wrong !== undefined) throw context.fault([...at, 'past'], wrong);
  return placed;
}

/** The words as a document of their own, whose lines are those of the whole. */
function sourceOf(implementation: string | Record<string, unknown>, context: OdcsContext, at: Path): YamlSource {
  const { file, code } = context.source;
  if (typeof implementation !== 'string')
    return { file, code, value: implementation, lineOf: (path) => context.source.lineOf([...at, ...path]) };
  const first = context.source.lineOf(at);
  // A block of text begins on the line after its key.
  const offset = implementation.includes('\n') ? first : first - 1;
  const inner = readYaml(implementation, `${file}:${first}: implementation`, code);
  return { file, code, value: inner.value, lineOf: (path) => offset + inner.lineOf(path) };
}

/** An expectation of one column is about that of its property, where it names none. */
function expectation(given: YamlSource, column: string | null, { options }: OdcsContext): Check {
  const entry = validate(entrySchema, given.value, given);
  const ofColumn = /^expect_column_(?!pair_)/.test(entry.type ?? entry.expectation_type ?? '');
  const kwargs = ofColumn && column !== null ? { column, ...entry.kwargs } : entry.kwargs;
  return readExpectation({ ...entry, kwargs }, given, [], options);
}

const bound = z.strictObject({
  operator: z.enum(operators),
  value: z.union([z.number(), z.tuple([z.number(), z.number()])]),
  unit: z.enum(units),
});

/** Our own form of a check, for what no word of the standard says. */
const ownSchema = z.strictObject({
  kind: z.string().min(1),
  columns: z.array(z.string()).default([]),
  like: namePattern.optional(),
  args: z.record(z.string(), z.unknown()).default({}),
  where: z.custom<Condition>((value) => typeof value === 'object' && value !== null).optional(),
  accept: z.union([z.strictObject({ mostly: z.number().min(0).max(1) }), bound]),
  missing: z.enum(['fail', 'pass']).optional(),
  optional: z.literal(true).optional(),
  anyOf: z.string().optional(),
  past: pastSchema.optional(),
  severity: z.enum(severities).default('error'),
  origin: z.custom<NonNullable<Check['origin']>>((value) => typeof value === 'object' && value !== null).optional(),
});

function own(given: YamlSource, _column: string | null, context: OdcsContext): Check {
  return { ...validate(ownSchema, given.value, given), source: context.place([]) };
}

/** Why a check has no number, or no such limits, of earlier data. */
function wrongPast(check: Check): string | undefined {
  const { past, kind } = check;
  if (!past) return undefined;
  if (figureKey(check) === undefined) return `is of a number, and ${kind} has none`;
  const own = [...limitKeys, 'not'].find((key) => (check.args as Record<string, unknown>)[key] !== undefined);
  if (hasFigure(check) && own !== undefined)
    return `says what is allowed, and so does \`args.${own}\`: make it another check`;
  const ends = 'limits' in past ? Object.keys(past.limits).sort().join() : '';
  if (hasFigure(check) || !ends.includes(',') || ends === 'maximum,minimum') return undefined;
  return `is of the share of rows that pass, and takes one limit, or minimum and maximum; got ${ends}`;
}
