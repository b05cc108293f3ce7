import type { GateRecord } from '../../gate.ts';
import { metrics } from '../../metrics/registry.ts';
import { formatNumber } from '../format.ts';
import { finiteIn, objectIn } from '../lenient.ts';
import { code, table } from './markdown.ts';

/** Candidate and champion on the same rows, metric by metric; undefined where nothing was scored. */
export function metricsTable(gates: readonly GateRecord[]): string | undefined {
  const facts = gates.find(({ gate }) => gate === 'model')?.facts;
  const candidate = objectIn(facts, 'candidate');
  const champion = objectIn(facts, 'champion');
  const names = Object.keys(candidate ?? {}).filter((name) => finiteIn(candidate, name) !== null);
  if (names.length === 0) return undefined;
  const rows = names.map((name) => {
    const mine = finiteIn(candidate, name) ?? Number.NaN;
    const theirs = finiteIn(champion, name);
    return [
      code(name),
      formatNumber(mine),
      theirs === null ? 'none' : formatNumber(theirs),
      difference(name, mine, theirs),
    ];
  });
  return table(['Metric', 'Candidate', 'Champion', 'Difference'], rows);
}

function difference(name: string, mine: number, theirs: number | null): string {
  if (theirs === null) return '';
  const delta = Number((mine - theirs).toPrecision(4));
  if (delta === 0) return 'equal';
  const signed = `${delta > 0 ? '+' : '−'}${formatNumber(Math.abs(delta))}`;
  const known = Object.hasOwn(metrics, name) ? metrics[name as keyof typeof metrics] : undefined;
  if (!known) return signed;
  return (known.better === 'higher') === delta > 0 ? `${signed} ▲ better` : `${signed} ▼ worse`;
}
