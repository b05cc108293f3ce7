import type { Expectation } from './expectation.ts';
import * as aggregates from './families/aggregates.ts';
import * as between from './families/between.ts';
import * as distributions from './families/distributions.ts';
import * as formats from './families/formats.ts';
import * as order from './families/order.ts';
import * as pairs from './families/pairs.ts';
import * as patterns from './families/patterns.ts';
import * as presence from './families/presence.ts';
import * as queries from './families/queries.ts';
import * as records from './families/records.ts';
import * as sets from './families/sets.ts';
import * as table from './families/table.ts';

/** Every expectation that is read, one line each. */
const expectations: Expectation[] = [
  aggregates.max,
  aggregates.mean,
  aggregates.median,
  aggregates.min,
  aggregates.stdev,
  aggregates.sum,
  aggregates.uniqueCount,
  aggregates.uniqueProportion,
  between.lengthsBetween,
  between.lengthsEqual,
  between.valuesBetween,
  distributions.cramersPhi,
  distributions.distinctContain,
  distributions.distinctEqual,
  distributions.distinctInSet,
  distributions.klDivergence,
  distributions.mostCommon,
  distributions.quantiles,
  formats.dateutil,
  formats.jsonParseable,
  formats.jsonSchema,
  formats.strftime,
  order.decreasing,
  order.increasing,
  order.zScores,
  pairs.pairEqual,
  pairs.pairGreater,
  pairs.pairInSet,
  patterns.like,
  patterns.likeList,
  patterns.notLike,
  patterns.notLikeList,
  patterns.notRegex,
  patterns.notRegexList,
  patterns.regex,
  patterns.regexList,
  presence.compoundUnique,
  presence.isNull,
  presence.notNull,
  presence.proportionOfNonNull,
  presence.unique,
  queries.queryMatches,
  queries.unexpectedRows,
  records.distinctInRecord,
  records.equalInRecord,
  records.sumEqual,
  sets.columnType,
  sets.inSet,
  sets.inTypeList,
  sets.notInSet,
  sets.ofType,
  table.columnCountBetween,
  table.columnCountEqual,
  table.columnExists,
  table.columnsInSet,
  table.columnsOrdered,
  table.rowCountBetween,
  table.rowCountEqual,
  table.rowCountOfOther,
];

const byName = new Map(
  expectations.flatMap((one) => [one.name, ...one.aliases].map((name): [string, Expectation] => [name, one])),
);

export function expectationNamed(name: string): Expectation | undefined {
  return byName.get(name);
}

/** All names by which suites may call an expectation. */
export const expectationNames: readonly string[] = [...byName.keys()];
