import { InputError } from '../errors.ts';
import type { BoundCheck, Check, CheckKind } from './check.ts';
import { absent } from './kinds/absent.ts';
import { age } from './kinds/age.ts';
import { aggregateMatch } from './kinds/aggregate-match.ts';
import { allowedValues } from './kinds/allowed-values.ts';
import { association } from './kinds/association.ts';
import { columnCount } from './kinds/column-count.ts';
import { columnExists } from './kinds/column-exists.ts';
import { columnsNamed } from './kinds/columns-named.ts';
import { columnsOrdered } from './kinds/columns-ordered.ts';
import { columnsSet } from './kinds/columns-set.ts';
import { datasetMatch } from './kinds/dataset-match.ts';
import { dateFormat } from './kinds/date-format.ts';
import { dateParseable } from './kinds/date-parseable.ts';
import { decreasing } from './kinds/decreasing.ts';
import { distinctValues } from './kinds/distinct-values.ts';
import { duration } from './kinds/duration.ts';
import { expectationError } from './kinds/expectation-error.ts';
import { fileFreshness } from './kinds/file-freshness.ts';
import { fileMatch } from './kinds/file-match.ts';
import { fileSize } from './kinds/file-size.ts';
import { fileUniqueness } from './kinds/file-uniqueness.ts';
import { finite } from './kinds/finite.ts';
import { forbiddenValues } from './kinds/forbidden-values.ts';
import { freshness } from './kinds/freshness.ts';
import { increasing } from './kinds/increasing.ts';
import { json } from './kinds/json.ts';
import { jsonSchema } from './kinds/json-schema.ts';
import { length } from './kinds/length.ts';
import { missingValues } from './kinds/missing-values.ts';
import { mostCommon } from './kinds/most-common.ts';
import { multipleOf } from './kinds/multiple-of.ts';
import { nested } from './kinds/nested.ts';
import { pairAllowed } from './kinds/pair-allowed.ts';
import { pairEqual } from './kinds/pair-equal.ts';
import { pairGreater } from './kinds/pair-greater.ts';
import { partitionDistance } from './kinds/partition-distance.ts';
import { pattern } from './kinds/pattern.ts';
import { patterns } from './kinds/patterns.ts';
import { quantiles } from './kinds/quantiles.ts';
import { range } from './kinds/range.ts';
import { referentialIntegrity } from './kinds/referential-integrity.ts';
import { required } from './kinds/required.ts';
import { rowCount } from './kinds/row-count.ts';
import { rowCountMatch } from './kinds/row-count-match.ts';
import { rowDistinct } from './kinds/row-distinct.ts';
import { rowEqual } from './kinds/row-equal.ts';
import { rowSum } from './kinds/row-sum.ts';
import { schemaMatch } from './kinds/schema-match.ts';
import { semantic } from './kinds/semantic.ts';
import { sqlCondition } from './kinds/sql-condition.ts';
import { sqlMatch } from './kinds/sql-match.ts';
import { sqlRows } from './kinds/sql-rows.ts';
import { sqlValue } from './kinds/sql-value.ts';
import { statistic } from './kinds/statistic.ts';
import { storageType } from './kinds/storage-type.ts';
import { type } from './kinds/type.ts';
import { unique } from './kinds/unique.ts';
import { unsupported } from './kinds/unsupported.ts';
import { zScore } from './kinds/z-score.ts';

/** Every kind of check: key = file name = the kind's own name. */
export const checkKinds: Record<string, CheckKind> = {
  absent,
  age,
  'aggregate-match': aggregateMatch,
  'allowed-values': allowedValues,
  association,
  'column-count': columnCount,
  'column-exists': columnExists,
  'columns-named': columnsNamed,
  'columns-ordered': columnsOrdered,
  'columns-set': columnsSet,
  'dataset-match': datasetMatch,
  'date-format': dateFormat,
  'date-parseable': dateParseable,
  decreasing,
  'distinct-values': distinctValues,
  duration,
  'expectation-error': expectationError,
  'file-freshness': fileFreshness,
  'file-match': fileMatch,
  'file-size': fileSize,
  'file-uniqueness': fileUniqueness,
  finite,
  'forbidden-values': forbiddenValues,
  freshness,
  increasing,
  json,
  'json-schema': jsonSchema,
  length,
  'missing-values': missingValues,
  'most-common': mostCommon,
  'multiple-of': multipleOf,
  nested,
  'pair-allowed': pairAllowed,
  'pair-equal': pairEqual,
  'pair-greater': pairGreater,
  'partition-distance': partitionDistance,
  pattern,
  patterns,
  quantiles,
  range,
  'referential-integrity': referentialIntegrity,
  required,
  'row-count': rowCount,
  'row-count-match': rowCountMatch,
  'row-distinct': rowDistinct,
  'row-equal': rowEqual,
  'row-sum': rowSum,
  'schema-match': schemaMatch,
  semantic,
  'sql-condition': sqlCondition,
  'sql-match': sqlMatch,
  'sql-rows': sqlRows,
  'sql-value': sqlValue,
  statistic,
  'storage-type': storageType,
  type,
  unique,
  unsupported,
  'z-score': zScore,
};

/** Whether a check's verdict is about one number of the whole; else it is about rows. */
export function hasFigure({ kind }: Pick<Check, 'kind'>): boolean {
  return Object.hasOwn(checkKinds, kind) && checkKinds[kind]?.figure === true;
}

/** @throws InputError `contract-invalid` for a kind that is not in the registry or arguments that are not its own. */
export function bind(check: Check): BoundCheck {
  const kind = Object.hasOwn(checkKinds, check.kind) ? checkKinds[check.kind] : undefined;
  if (kind) return kind.bind(check);
  const { file, line } = check.source;
  const known = Object.keys(checkKinds).join(', ');
  throw new InputError(
    'contract-invalid',
    `${file}:${line}: no check is called ${JSON.stringify(check.kind)}; known: ${known}`,
  );
}
