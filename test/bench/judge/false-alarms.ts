import { uniformsFrom } from '../../../lib/core/uniforms.ts';
import { judgeOver, rulesOf } from './ours.ts';
import { fixedAlarm, kayentaPractice, mannWhitney, type Peer } from './peers.ts';
import { percent, type Section, table } from './section.ts';
import { type Load, windowOf } from './traffic.ts';

const hour = 3600;
const alpha = 0.01;
const runs = 1_000;
/** Of what is shown for comparison, and has no bar. */
const fewer = 100;
const correlations = [0, 0.005, 0.02, 0.1];
/** Any excess over the champion is a regression: with a margin, A/A traffic would be further from it. */
const rules = rulesOf({ alpha, errors: { maxRatio: 1, maxIncrease: 0 } });

const split: Load = {
  requestsPerSecond: 50,
  share: 0.1,
  windowSeconds: 10,
  rates: { candidate: 0.005, champion: 0.005 },
  correlation: 0,
  baseline: false,
};

/** The same version twice, for an hour, judged every 10 s: how often it is taken back. */
export function falseAlarms(): Section {
  const bar = alpha + 2 * Math.sqrt((alpha * (1 - alpha)) / runs);
  const missed: string[] = [];
  const guarded = (target: string, load: Load) => {
    const share = ours(load, runs);
    const ok = share <= bar;
    if (!ok) missed.push(`${target}, ρ ${load.correlation}: ${percent(share)} false alarms, at most ${percent(bar)}`);
    return `${percent(share)} ${ok ? 'ok' : 'NOT OK'}`;
  };
  const beside = (load: Load, peer: Peer) => percent(alarmsOf(load, peer));
  const rows = correlations.map((correlation) => {
    const alias = { ...split, correlation };
    const fresh = { ...alias, baseline: true };
    return [
      String(correlation),
      guarded('sagemaker-endpoint', fresh),
      correlation === 0 ? guarded('lambda-alias', alias) : percent(ours(alias, fewer)),
      beside(alias, fixedAlarm),
      beside(fresh, mannWhitney),
      beside(fresh, kayentaPractice),
    ];
  });
  const head = ['correlation ρ', 'sign, fresh baseline', 'block, champion', 'fixed alarm', 'Mann–Whitney', 'Kayenta'];
  return {
    title: `False alarms within 1 h of 10 s windows, 50 requests/s, 10 % canary, 0.5 % errors in both arms, alpha ${percent(alpha)}`,
    lines: [
      ...table([head, ...rows]),
      `Bar: alpha + 2 standard errors of ${runs} runs = ${percent(bar)}. Recommended: sagemaker-endpoint with a fresh baseline (sign) under`,
      'any correlation; lambda-alias (block) for failures that are independent within a window. Columns without "ok" have no bar.',
      'Fixed alarm: above 1 % in two minutes in a row. Mann–Whitney: after every window, 1 %. Kayenta: three runs in the hour.',
    ],
    missed,
  };
}

function ours(load: Load, count: number): number {
  const next = uniformsFrom(11);
  const manner = load.baseline ? ('compared' as const) : ('split' as const);
  const rollout = { rules, manner, percent: load.share * 100, windowSeconds: load.windowSeconds, paused: true };
  let alarms = 0;
  for (let run = 0; run < count; run += 1)
    if (judgeOver(hour, rollout, () => windowOf(load, next)).rolledBack !== null) alarms += 1;
  return alarms / count;
}

function alarmsOf(load: Load, peer: Peer): number {
  const next = uniformsFrom(12);
  let alarms = 0;
  for (let run = 0; run < fewer; run += 1) {
    const windows = Array.from({ length: hour / load.windowSeconds }, () => windowOf(load, next));
    if (peer(windows, load.windowSeconds) !== null) alarms += 1;
  }
  return alarms / fewer;
}
