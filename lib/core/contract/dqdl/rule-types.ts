import type { Check } from '../../checks/check.ts';
import { limited } from '../../checks/limited.ts';
import { aggregateMatch } from './aggregate-match.ts';
import { columnDataType } from './column-data-type.ts';
import { columnLength } from './column-length.ts';
import { columnValues } from './column-values.ts';
import { customFigure, customSql } from './custom-sql.ts';
import { dataFreshness } from './data-freshness.ts';
import { datasetMatch } from './dataset-match.ts';
import { detectAnomalies } from './detect-anomalies.ts';
import { fileFreshness, fileMatch, fileSize, fileUniqueness } from './file-rules.ts';
import { referentialIntegrity } from './referential-integrity.ts';
import type { RuleContext } from './rule-context.ts';
import type { RuleType, RuleTypes } from './rule-type.ts';

const many = 100;

/** Every rule type of the language: key = its word. */
export const ruleTypes: RuleTypes = {
  AggregateMatch: { parameters: [2, 2], condition: 'needed', figure: aggregateMatch },
  ColumnCorrelation: {
    parameters: [2, 2],
    condition: 'needed',
    figure: (context) => context.check('association', context.columns, { of: 'correlation' }),
  },
  ColumnCount: {
    parameters: [0, 0],
    condition: 'needed',
    figure: (context) => context.check('column-count', [], {}),
  },
  ColumnDataType: {
    parameters: [1, 1],
    condition: 'needed',
    threshold: true,
    share: 'threshold',
    clauses: columnDataType,
  },
  ColumnExists: { parameters: [1, 1], clauses: (context) => [[context.check('column-exists', context.columns, {})]] },
  ColumnLength: { parameters: [1, 1], condition: 'needed', clauses: columnLength },
  ColumnNamesMatchPattern: {
    parameters: [1, 1],
    clauses: (context) => [[context.check('columns-named', [], { pattern: context.rule.parameters[0]?.value })]],
  },
  ColumnValues: {
    parameters: [1, 1],
    condition: 'needed',
    threshold: true,
    share: 'threshold',
    numbers: (context) => ['min', 'max'].map((of) => context.check('statistic', context.columns, { of })),
    clauses: columnValues,
  },
  Completeness: statistic('present-share'),
  CustomSql: { parameters: [1, 1], condition: 'possible', threshold: true, figure: customFigure, clauses: customSql },
  DataFreshness: { parameters: [1, 1], condition: 'needed', clauses: dataFreshness },
  DatasetMatch: { parameters: [2, 3], condition: 'possible', share: 'condition', clauses: datasetMatch },
  DetectAnomalies: { parameters: [1, many], clauses: (context) => detectAnomalies(context, ruleTypes) },
  DistinctValuesCount: statistic('distinct'),
  DuplicateRowCount: {
    parameters: [0, many],
    condition: 'needed',
    figure: (context) => context.check('unique', context.columns, {}),
  },
  Entropy: statistic('entropy'),
  FileFreshness: { parameters: [0, 1], condition: 'needed', threshold: true, clauses: fileFreshness },
  FileMatch: { parameters: [0, 2], condition: 'possible', clauses: fileMatch },
  FileSize: { parameters: [0, 1], condition: 'needed', threshold: true, clauses: fileSize },
  FileUniqueness: { parameters: [0, 1], condition: 'needed', clauses: fileUniqueness },
  InterquartileRange: statistic('iqr'),
  IsComplete: { parameters: [1, 1], clauses: (context) => [[context.check('required', context.columns, {})]] },
  IsPrimaryKey: {
    parameters: [1, many],
    clauses: (context) => [
      [context.check('unique', context.columns, {})],
      ...context.columns.map((column): Check[] => [context.check('required', [column], {})]),
    ],
  },
  IsUnique: { parameters: [1, 1], clauses: (context) => [[context.check('unique', context.columns, {})]] },
  Kurtosis: statistic('kurtosis'),
  Mean: statistic('mean'),
  Range: statistic('range'),
  ReferentialIntegrity: {
    parameters: [2, 2],
    condition: 'possible',
    share: 'condition',
    clauses: referentialIntegrity,
  },
  RowCount: {
    parameters: [0, 0],
    condition: 'needed',
    figure: (context) => context.check('row-count', [], {}),
  },
  RowCountMatch: beside('row-count-match', 'needed'),
  SchemaMatch: beside('schema-match', 'possible'),
  Skewness: statistic('skewness'),
  StandardDeviation: statistic('stddev-population'),
  Sum: statistic('sum'),
  UniqueValueRatio: statistic('unique-ratio'),
  Uniqueness: { ...statistic('unique-share'), parameters: [1, many] },
  Variance: statistic('variance-population'),
  ZerosCount: statistic('zeros'),
};

function statistic(of: string): RuleType {
  return {
    parameters: [1, 1],
    condition: 'needed',
    figure: (context) => context.check('statistic', context.columns, { of }),
  };
}

/** A ratio to the data set that is named; all of it, where no condition says more. */
function beside(kind: string, condition: 'needed' | 'possible'): RuleType {
  const figure = (context: RuleContext) => context.check(kind, [], { reference: context.rule.parameters[0]?.value });
  return {
    parameters: [1, 1],
    condition,
    figure,
    clauses: (context) => [
      context.rule.condition ? context.lying(figure(context)) : [limited(figure(context), { minimum: 1 })],
    ],
  };
}
