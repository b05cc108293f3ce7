import { parseArgs } from 'node:util';
import type { DataFormat } from './generate.ts';

export interface BenchOptions {
  rows: number[];
  repeat: number;
  formats: DataFormat[];
  /** Names of contestants; none: all. */
  only: string[];
  drift: boolean;
  /** Columns of the tables whose drift is compared: at the smaller one, even the slowest peer ends. */
  driftColumns: number[];
  limitSeconds: number;
  /** Of each comparison of drift: ours takes seconds, and the bar is twenty times that. */
  driftLimitSeconds: number;
}

const usage =
  'npm run bench -- data [--rows 1000000,10000000] [--formats parquet,csv] [--repeat 3] [--only "signalbox,pandera on polars"] [--no-drift] [--drift-columns 50,500] [--limit 1800] [--drift-limit 300]';

/** @throws Error for an option that is not known or no number. */
export function benchOptions(args: string[]): BenchOptions {
  const { values } = parseArgs({
    args,
    allowNegative: true,
    options: {
      rows: { type: 'string', default: '1000000,10000000' },
      formats: { type: 'string', default: 'parquet,csv' },
      repeat: { type: 'string', default: '3' },
      only: { type: 'string', default: '' },
      drift: { type: 'boolean', default: true },
      'drift-columns': { type: 'string', default: '50,500' },
      limit: { type: 'string', default: '1800' },
      'drift-limit': { type: 'string', default: '300' },
    },
  });
  const list = (text: string) => text.split(',').filter(Boolean);
  const count = (text: string) => {
    if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
    throw new Error(`${text} is no whole number above 0; usage: ${usage}`);
  };
  return {
    rows: list(values.rows).map(count),
    repeat: count(values.repeat),
    formats: list(values.formats).map((name) => {
      if (name === 'parquet' || name === 'csv') return name;
      throw new Error(`${name} is no format; allowed: parquet, csv`);
    }),
    only: list(values.only),
    drift: values.drift,
    driftColumns: list(values['drift-columns']).map(count),
    limitSeconds: count(values.limit),
    driftLimitSeconds: count(values['drift-limit']),
  };
}
