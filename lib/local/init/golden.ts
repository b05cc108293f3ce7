import type { Task } from '../../core/predictions.ts';
import type { InferredColumn } from './columns.ts';
import { type Table, valuesOf } from './table.ts';

export interface Golden {
  /** Rows of the table, by their place. */
  rows: number[];
  maxMismatches: number;
  /** Largest absolute error that matches; 0 for labels. */
  tolerance: number;
}

const perLabel = 4;
const ofRegression = 12;

/**
 * Rows so typical that any sound model answers them right. Labels: those of which naive Bayes with a shared variance, a linear
 * classifier, is surest and right. Values: those nearest to the middle in features and target, within a standard deviation.
 */
export function goldenOf(task: Task, table: Table, columns: InferredColumn[], target: string): Golden {
  const features = columns.filter(({ role }) => role === 'number' || role === 'category');
  const rows = complete(table, features);
  const truth = valuesOf(table, target);
  return task === 'classification' ? ofLabels(rows, features, table, truth) : ofValues(rows, features, table, truth);
}

/** Rows in which no feature is missing; all, where there is none such. */
function complete(table: Table, features: InferredColumn[]): number[] {
  const columns = features.map(({ name }) => valuesOf(table, name));
  const all = table.rows.map((_, row) => row);
  const whole = all.filter((row) => columns.every((values) => values[row] !== ''));
  return whole.length > 0 ? whole : all;
}

function ofLabels(rows: number[], features: InferredColumn[], table: Table, truth: string[]): Golden {
  const byLabel = Map.groupBy(rows, (row) => truth[row] ?? '');
  const scores = new Map([...byLabel].map(([label, own]) => [label, own.map(() => 0)]));
  const total = rows.map(
    () => new Map([...byLabel].map(([label, own]) => [label, Math.log(own.length / rows.length)])),
  );
  for (const feature of features) {
    const likelihood = likelihoodOf(feature, table, byLabel, rows);
    rows.forEach((row, at) => {
      for (const label of scores.keys()) {
        const sums = total[at];
        sums?.set(label, (sums.get(label) ?? 0) + likelihood(row, label));
      }
    });
  }
  const margins = rows.map((row, at) => ({
    row,
    label: truth[row] ?? '',
    margin: marginOf(total[at], truth[row] ?? ''),
  }));
  const sure = [...byLabel.keys()].sort().flatMap((label) =>
    margins
      .filter((one) => one.label === label && one.margin > 0)
      .sort((a, b) => b.margin - a.margin || a.row - b.row)
      .slice(0, perLabel),
  );
  const chosen = sure.length > 0 ? sure : margins.sort((a, b) => b.margin - a.margin).slice(0, perLabel);
  return { rows: chosen.map(({ row }) => row), maxMismatches: Math.floor(chosen.length / 5), tolerance: 0 };
}

type Likelihood = (row: number, label: string) => number;

function likelihoodOf(
  feature: InferredColumn,
  table: Table,
  byLabel: Map<string, number[]>,
  rows: number[],
): Likelihood {
  const values = valuesOf(table, feature.name);
  return feature.role === 'number' ? gaussian(values.map(Number), byLabel, rows) : frequency(values, byLabel);
}

function gaussian(values: number[], byLabel: Map<string, number[]>, rows: number[]): Likelihood {
  const at = (row: number) => values[row] ?? 0;
  const means = new Map([...byLabel].map(([label, own]) => [label, mean(own.map(at))]));
  const within = [...byLabel].flatMap(([label, own]) => own.map((row) => (at(row) - (means.get(label) ?? 0)) ** 2));
  const variance = within.reduce((sum, one) => sum + one, 0) / rows.length || 1;
  return (row, label) => -((at(row) - (means.get(label) ?? 0)) ** 2) / (2 * variance);
}

/** With one more of each, so that what a label never had is unlikely and not impossible. */
function frequency(values: string[], byLabel: Map<string, number[]>): Likelihood {
  const kinds = new Set(values).size;
  const counts = new Map([...byLabel].map(([label, own]) => [label, Map.groupBy(own, (row) => values[row])]));
  return (row, label) => {
    const seen = counts.get(label)?.get(values[row])?.length ?? 0;
    return Math.log((seen + 1) / ((byLabel.get(label)?.length ?? 0) + kinds));
  };
}

/** How much surer of this label than of the next best. */
function marginOf(sums: Map<string, number> | undefined, label: string): number {
  const others = [...(sums ?? [])].filter(([one]) => one !== label).map(([, sum]) => sum);
  return (sums?.get(label) ?? 0) - Math.max(...others);
}

function ofValues(rows: number[], features: InferredColumn[], table: Table, truth: string[]): Golden {
  const numbers = features
    .filter(({ role }) => role === 'number')
    .map(({ name }) => standardised(valuesOf(table, name).map(Number)));
  const targets = truth.map(Number);
  const target = standardised(targets);
  const distances = rows.map((row) => ({
    row,
    distance: (target[row] ?? 0) ** 2 + mean(numbers.map((values) => (values[row] ?? 0) ** 2)),
  }));
  const chosen = distances.sort((a, b) => a.distance - b.distance || a.row - b.row).slice(0, ofRegression);
  return {
    rows: chosen.map(({ row }) => row),
    maxMismatches: Math.floor(chosen.length / 5),
    tolerance: deviationOf(targets),
  };
}

function standardised(values: number[]): number[] {
  const [middle, scale] = [mean(values), deviationOf(values) || 1];
  return values.map((value) => (value - middle) / scale);
}

function deviationOf(values: number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}

function mean(values: number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
