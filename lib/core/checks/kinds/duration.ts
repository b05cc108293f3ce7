import * as z from 'zod';
import { defineCheck } from '../check.ts';
import type { Column } from '../column.ts';
import { describeLimits } from '../limits.ts';
import { text } from '../sql.ts';

const nanoseconds = z.number().optional();
const limits = {
  minimum: nanoseconds,
  maximum: nanoseconds,
  exclusiveMinimum: nanoseconds,
  exclusiveMaximum: nanoseconds,
};
const units = { s: 1_000_000_000, ms: 1_000_000, us: 1_000, ns: 1 } as const;
type Unit = keyof typeof units;

/** A value can be read as a duration, within limits in nanoseconds. Whole numbers are of a unit. */
export const duration = defineCheck({
  kind: 'duration',
  args: z.strictObject({ ...limits, unit: z.enum(Object.keys(units) as [Unit, ...Unit[]]).default('ns') }),
  fault: ({ unit: _, ...given }) => {
    const allowed = describeLimits(given);
    return allowed === 'any value' ? 'that are no duration' : `that are no duration of ${allowed} ns`;
  },
  failing: ({ unit, ...given }, column) => {
    const length = lengthOf(column, unit);
    const signs = { minimum: '<', exclusiveMinimum: '<=', maximum: '>', exclusiveMaximum: '>=' } as const;
    const outside = Object.entries(signs).flatMap(([key, sign]) => {
      const at = given[key as keyof typeof limits];
      return at === undefined ? [] : [`${length} ${sign} ${BigInt(Math.trunc(at))}::HUGEINT`];
    });
    return `${column.present} AND (${[`${length} IS NULL`, ...outside].join(' OR ')})`;
  },
});

/** As pandas spells it in a CSV, `-1 days +23:59:59.5`: the time of day is added to the days. */
const pandas = '^(-?\\d{1,9}) days?(?: ([+-]?)(\\d{1,2}):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,9}))?)?$';
/** And in JSON: ISO 8601 without years and months, whose length is not said. */
const iso = '^(-?)P(?:(\\d{1,9})D)?(?:T(?:(\\d{1,9})H)?(?:(\\d{1,9})M)?(?:(\\d{1,9})(?:\\.(\\d{1,9}))?S)?)?$';

/** SQL of the nanoseconds; null for what is no duration. */
function lengthOf({ storage, raw, text: spelled }: Column, unit: Unit): string {
  if (storage === 'integer') return `(${raw}::HUGEINT * ${units[unit]})`;
  const part = (pattern: string) => (group: number) =>
    `coalesce(TRY_CAST(nullif(regexp_extract(${spelled}, ${text(pattern)}, ${group}), '') AS HUGEINT), 0)`;
  const fraction = (pattern: string) =>
    `CAST(rpad(regexp_extract(${spelled}, ${text(pattern)}, 6), 9, '0') AS HUGEINT)`;
  const time = (of: (group: number) => string, first: number) =>
    `((${of(first)} * 60 + ${of(first + 1)}) * 60 + ${of(first + 2)}) * 1000000000`;
  const signOf = (pattern: string, group: number) =>
    `CASE regexp_extract(${spelled}, ${text(pattern)}, ${group}) WHEN '-' THEN -1 ELSE 1 END`;
  const [p, i] = [part(pandas), part(iso)];
  const day = '86400000000000';
  const inPandas = `${p(1)} * ${day} + (${signOf(pandas, 2)}) * (${time(p, 3)} + ${fraction(pandas)})`;
  const inIso = `(${signOf(iso, 1)}) * (${i(2)} * ${day} + ${time(i, 3)} + ${fraction(iso)})`;
  const isIso = `regexp_matches(${spelled}, ${text(iso)}) AND regexp_matches(${spelled}, '\\d')`;
  return `(CASE WHEN regexp_matches(${spelled}, ${text(pandas)}) THEN ${inPandas} WHEN ${isIso} THEN ${inIso} END)`;
}
