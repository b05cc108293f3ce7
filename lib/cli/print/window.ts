import { formatNumber } from '../../core/report/format.ts';
import type { ArmWindow } from '../../core/rollout/traffic.ts';
import type { JudgedWindow } from '../../core/run.ts';
import { printable } from './printable.ts';

const words = { continue: 'baking on', advance: 'next step', promote: 'promote', roll_back: 'roll back' };

/** One look of the judge, on one line. */
export function windowLine(window: JudgedWindow): string {
  const arms = `candidate ${armText(window.candidate)}, champion ${armText(window.champion)}`;
  return `rollout ${formatNumber(window.candidatePercent)} %: ${arms} → ${words[window.decision]}: ${printable(window.sentence)}`;
}

function armText(arm: ArmWindow | null): string {
  if (!arm) return 'no requests';
  const p99 = arm.p99Ms === null ? '' : `, p99 ${formatNumber(Number(arm.p99Ms.toPrecision(3)))} ms`;
  return `${formatNumber(arm.errors)} errors of ${formatNumber(arm.requests)}${p99}`;
}
