import type { ColumnProfile, Profile } from '../../core/profile/profile.ts';
import { formatNumber, formatPercent } from '../../core/report/format.ts';
import { estimateDistinct } from '../../core/sketch/distinct.ts';
import { quantile } from '../../core/sketch/quantiles.ts';
import { columns } from './columns.ts';

const header = ['COLUMN', 'TYPE', 'MISSING', 'INVALID', 'DIFFERENT', 'MIN', 'MEDIAN', 'MEAN', 'MAX', 'MOST FREQUENT'];

/** A line a column. */
export function profileLines({ rows, columns: all }: Profile): string[] {
  return [
    `${formatNumber(rows)} rows, ${all.length} columns`,
    ...columns(
      header,
      all.map((one) => cells(one, rows)),
      '  ',
    ),
  ];
}

function cells(column: ColumnProfile, rows: number): string[] {
  const { name, logicalType, nulls, nans, invalid, min, max, mean, quantiles, values, frequent } = column;
  const share = (count: number) => (rows === 0 ? '' : formatPercent(count / rows));
  const [most] = values ?? frequent?.values ?? [];
  return [
    name,
    logicalType,
    share(nulls + nans),
    share(invalid),
    different(column),
    end(min),
    quantiles ? formatNumber(Number(quantile(quantiles, 0.5).toPrecision(3))) : '',
    mean === null ? '' : formatNumber(mean),
    end(max),
    most ? `${most.value} (${share(most.count)})` : '',
  ];
}

/** An estimate is told as one. */
function different({ values, distinct }: ColumnProfile): string {
  if (values) return formatNumber(values.length);
  return distinct === null ? '' : `~${formatNumber(Number(estimateDistinct(distinct).toPrecision(3)))}`;
}

function end(value: number | string | null): string {
  return typeof value === 'number' ? formatNumber(value) : (value ?? '');
}
