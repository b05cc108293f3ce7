import { InputError, UsageError } from '../../core/errors.ts';
import type { Task } from '../../core/predictions.ts';
import type { InferredColumn } from './columns.ts';
import type { Table } from './table.ts';

const usualTargets = ['target', 'label', 'class', 'y', 'outcome'];
const mostLabels = 30;
/** As many rows of a label as leave one on each side of the split, nearly always: 0.7^12 is 1 %. */
const fewestOfLabel = 12;

/** The column to predict: the one named, else one with a usual name, else the last. @throws UsageError `target-unknown` */
export function targetOf({ header, file }: Table, named: string | undefined): string {
  if (named !== undefined && !header.includes(named)) {
    const sentence = `${file} has no column ${JSON.stringify(named)} to predict; it has ${header.join(', ')}`;
    throw new UsageError('target-unknown', sentence);
  }
  return named ?? header.find((name) => usualTargets.includes(name.toLowerCase())) ?? header.at(-1) ?? '';
}

/**
 * What to predict of the target: a label where it is a text or one of few whole numbers, else a value.
 * @throws InputError `target-unfit`
 */
export function taskOf(target: InferredColumn, rows: number, asked: Task | undefined): Task {
  const { name, logicalType, values, required } = target;
  const refuse = (says: string) => new InputError('target-unfit', `the target ${name} ${says}`);
  if (!required)
    throw refuse('is missing in some rows: a model learns from rows that have it, so leave the others out');
  const numeric = logicalType === 'integer' || logicalType === 'number';
  const few = values !== null && values.length <= mostLabels;
  const labels = few && (!numeric || (logicalType === 'integer' && values.length <= 10 && values.length * 10 <= rows));
  const task = asked ?? (labels ? 'classification' : 'regression');
  if (task === 'regression') {
    if (numeric && target.min !== target.max) return task;
    throw refuse(
      numeric
        ? 'is the same in every row'
        : `is ${logicalType}, neither a number nor one of at most ${mostLabels} labels`,
    );
  }
  if (!few) throw refuse(`has more than ${mostLabels} different values, too many for labels`);
  if (values.length < 2) throw refuse('is the same in every row');
  const rare = values.find(({ count }) => count < fewestOfLabel);
  if (rare) {
    const say = `has the label ${JSON.stringify(rare.value)} in ${rare.count} rows only; at least ${fewestOfLabel} are needed, to learn from some and judge by others`;
    throw refuse(say);
  }
  return task;
}
