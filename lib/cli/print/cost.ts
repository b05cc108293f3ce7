import type { Assumed } from '../../core/cost/assumptions.ts';
import type { Estimate } from '../../core/cost/estimate.ts';
import type { Line, Part } from '../../core/cost/line.ts';
import type { RunCost } from '../../core/cost/run-cost.ts';
import { formatNumber } from '../../core/report/format.ts';
import { columns } from './columns.ts';
import { oneLine } from './printable.ts';

const parts: Record<Part, string> = {
  run: 'each run',
  serving: 'a month: callers',
  idle: 'a month, whatever happens',
  storage: 'a month: what it leaves',
};

/** An estimate as a table, with what it rests on. */
export function estimateLines(estimate: Estimate): string[] {
  const { pipeline, region, lines, perRun, perMonth, idlePerMonth, assumptions, leftOut } = estimate;
  const shown = (Object.keys(parts) as Part[]).flatMap((part) => lines.filter((line) => line.part === part));
  return [
    `${oneLine(pipeline)} in ${region}: ${dollars(perRun)} a run, ${dollars(perMonth)} a month, of which ${dollars(idlePerMonth)} without any run or request`,
    '',
    ...columns(['WHEN', 'SERVICE', 'DOLLARS', 'QUANTITY', 'WHAT'], shown.map(row)),
    '',
    'Assumed:',
    ...columns(['  OPTION', 'VALUE', 'WHAT'], assumptions.map(assumedRow)),
    '',
    `Not in it: ${leftOut.map(oneLine).join('; ')}.`,
    '',
    `Prices, on demand${region === 'us-east-1' ? '' : `; of us-east-1 where ${region} is not known to differ`}:`,
    ...columns(['  SERVICE', 'AS OF', 'SOURCE'], sources(lines)),
  ];
}

/** What a run used, and what that cost. */
export function runCostLines({ runId, place, region, lines, dollars: sum, leftOut }: RunCost): string[] {
  const would = place === 'local' ? ` would have cost on AWS, had it taken as long there` : ' cost';
  const rows = lines.map((line) => row(line).slice(1));
  return [
    `${oneLine(runId)}${would}, at prices of ${region}: about ${dollars(sum)}`,
    '',
    ...columns(['SERVICE', 'DOLLARS', 'QUANTITY', 'WHAT'], rows),
    '',
    `Not in it: ${leftOut.join('; ')}.`,
    '',
    'Prices, on demand:',
    ...columns(['  SERVICE', 'AS OF', 'SOURCE'], sources(lines)),
  ];
}

function row({ part, service, what, quantity, unit, dollars: paid }: Line): string[] {
  return [
    parts[part],
    service,
    paid === null ? 'unknown' : dollars(paid),
    `${formatNumber(quantity)} ${quantity === 1 ? one(unit) : unit}`,
    what,
  ];
}

/** `key` of `keys`, `metric of alarms` of `metrics of alarms`; units that have no plural stay. */
function one(unit: string): string {
  return unit.replace(/^(composite alarm|[\w-]+)s\b/, '$1');
}

function assumedRow({ option, value, unit, describes }: Assumed): string[] {
  return [`  ${option}`, `${formatNumber(value)} ${unit}`, describes];
}

/** Where the prices are from, once each. */
function sources(lines: Line[]): string[][] {
  const said = lines.flatMap(({ service, source, asOf }) => (source && asOf ? [[`  ${service}`, asOf, source]] : []));
  return [...new Map(said.map((one) => [one.join(), one])).values()];
}

/** Cents, and less where there are none. */
function dollars(amount: number): string {
  if (amount > 0 && amount < 0.0001) return '<$0.0001';
  return `$${amount >= 0.1 || amount === 0 ? amount.toFixed(2) : amount.toFixed(4)}`;
}
