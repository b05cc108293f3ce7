import type { Check } from '../../checks/check.ts';
import { aggregateMatch } from './aggregate-match.ts';
import { columnDataType } from './column-data-type.ts';
import { columnLength } from './column-length.ts';
import { columnValues } from './column-values.ts';
import { customSql } from './custom-sql.ts';
import { dataFreshness } from './data-freshness.ts';
import { datasetMatch } from './dataset-match.ts';
import { fileFreshness, fileMatch, fileSize, fileUniqueness } from './file-rules.ts';
import { referentialIntegrity } from './referential-integrity.ts';
import type { Clauses, RuleContext } from './rule-context.ts';

/** How a rule is written, and what it means. */
export interface RuleType {
  /** Least and most number of parameters. */
  parameters: [number, number];
  /** @default 'none' */
  condition?: 'needed' | 'possible';
  /** Whether `with threshold` may say which share of rows must pass. @default false */
  threshold?: true;
  /** Whether earlier data may say what the condition compares with. @default false */
  past?: true;
  clauses(context: RuleContext): Clauses;
}

const many = 100;

/** Every rule type of the language: key = its word. */
export const ruleTypes: Record<string, RuleType> = {
  AggregateMatch: { parameters: [2, 2], condition: 'needed', past: true, clauses: aggregateMatch },
  ColumnCorrelation: {
    parameters: [2, 2],
    condition: 'needed',
    past: true,
    clauses: (context) => [context.figure('association', context.columns, { of: 'correlation' })],
  },
  ColumnCount: {
    parameters: [0, 0],
    condition: 'needed',
    past: true,
    clauses: (context) => [context.figure('column-count', [])],
  },
  ColumnDataType: { parameters: [1, 1], condition: 'needed', threshold: true, clauses: columnDataType },
  ColumnExists: { parameters: [1, 1], clauses: (context) => [[context.check('column-exists', context.columns, {})]] },
  ColumnLength: { parameters: [1, 1], condition: 'needed', clauses: columnLength },
  ColumnNamesMatchPattern: {
    parameters: [1, 1],
    clauses: (context) => [[context.check('columns-named', [], { pattern: context.rule.parameters[0]?.value })]],
  },
  ColumnValues: { parameters: [1, 1], condition: 'needed', threshold: true, clauses: columnValues },
  Completeness: statistic('present-share'),
  CustomSql: { parameters: [1, 1], condition: 'possible', threshold: true, past: true, clauses: customSql },
  DataFreshness: { parameters: [1, 1], condition: 'needed', clauses: dataFreshness },
  DatasetMatch: { parameters: [2, 3], condition: 'possible', clauses: datasetMatch },
  DetectAnomalies: {
    parameters: [1, 3],
    condition: 'possible',
    clauses: refused(
      'what is unusual is not looked for; what earlier releases allow is `data.history` in signalbox.yaml',
    ),
  },
  DistinctValuesCount: statistic('distinct'),
  DuplicateRowCount: {
    parameters: [0, many],
    condition: 'needed',
    past: true,
    clauses: (context) => [context.figure('unique', context.columns)],
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
  ReferentialIntegrity: { parameters: [2, 2], condition: 'possible', clauses: referentialIntegrity },
  RowCount: {
    parameters: [0, 0],
    condition: 'needed',
    past: true,
    clauses: (context) => [context.figure('row-count', [])],
  },
  RowCountMatch: {
    parameters: [1, 1],
    condition: 'needed',
    past: true,
    clauses: (context) => beside(context, 'row-count-match'),
  },
  SchemaMatch: {
    parameters: [1, 1],
    condition: 'possible',
    past: true,
    clauses: (context) => beside(context, 'schema-match'),
  },
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
    past: true,
    clauses: (context) => [context.figure('statistic', context.columns, { of })],
  };
}

/** A ratio to the data set that is named; all of it, where no condition says more. */
function beside(context: RuleContext, kind: string): Clauses {
  const reference = context.rule.parameters[0]?.value;
  if (context.rule.condition) return [context.figure(kind, [], { reference })];
  return [[context.check(kind, [], { reference, minimum: 1 })]];
}

function refused(why: string): RuleType['clauses'] {
  return (context) => [[context.unsupported(why)]];
}
