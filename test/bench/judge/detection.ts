import { uniformsFrom } from '../../../lib/core/uniforms.ts';
import { judgeOver, rulesOf } from './ours.ts';
import { fixedAlarm, kayentaPractice, mannWhitney, type Peer } from './peers.ts';
import { quantileSeconds, type Section, secondsAt, table } from './section.ts';
import { type Load, windowOf } from './traffic.ts';

const hour = 3600;
const runs = 500;
const fewer = 100;
const strict = { errors: { maxRatio: 1, maxIncrease: 0 } };

interface Case {
  name: string;
  load: Load;
  rules: Record<string, unknown>;
  /** The median that must not be exceeded, in seconds. */
  bar: number | null;
}

const load = (requestsPerSecond: number, candidate: number, baseline = false): Load => ({
  requestsPerSecond,
  share: 0.1,
  windowSeconds: 10,
  rates: { candidate, champion: 0.005 },
  correlation: 0,
  baseline,
});

const cases: Case[] = [
  { name: '10/s, 5 %', load: load(10, 0.05), rules: strict, bar: 130 },
  { name: '50/s, 5 %', load: load(50, 0.05), rules: strict, bar: 40 },
  { name: '10/s, 20 %', load: load(10, 0.2), rules: strict, bar: null },
  { name: '50/s, 2 %', load: load(50, 0.02), rules: strict, bar: null },
  { name: '10/s, 5 %, 1 point more allowed (default)', load: load(10, 0.05), rules: {}, bar: null },
  { name: '50/s, 5 %, 1 point more allowed (default)', load: load(50, 0.05), rules: {}, bar: null },
  { name: '10/s, 5 %, fresh baseline (sign)', load: load(10, 0.05, true), rules: strict, bar: null },
  { name: '50/s, 5 %, fresh baseline (sign)', load: load(50, 0.05, true), rules: strict, bar: null },
];

/** From when a candidate with more errors gets its share until it is taken back. */
export function detection(): Section {
  const missed: string[] = [];
  const rows = cases.map((one) => {
    const times = caught(one);
    const median = secondsAt(times, 0.5);
    const late = one.bar !== null && median > one.bar;
    if (late) missed.push(`${one.name}: median ${median} s, at most ${one.bar} s`);
    const verdict = one.bar === null ? '' : `<= ${one.bar} s ${late ? 'NOT OK' : 'ok'}`;
    const peers = [fixedAlarm, mannWhitney, kayentaPractice].map((peer) => quantileSeconds(caughtBy(one, peer), 0.5));
    return [one.name, quantileSeconds(times, 0.5), quantileSeconds(times, 0.9), verdict, ...peers];
  });
  const head = ['requests, errors of the candidate', 'median', 'p90', 'bar', 'fixed alarm', 'Mann–Whitney', 'Kayenta'];
  return {
    title:
      'Time to catch a candidate with more errors than the 0.5 % of the champion, 10 % canary, 10 s windows, alpha 1 %',
    lines: [
      ...table([head, ...rows]),
      'No more errors than the champion allowed, but where it says otherwise. Peers: medians; the fixed alarm and Mann–Whitney do it with',
      'the false alarms above, Kayenta at the end of a run, of which three share an hour ("never": not within it).',
    ],
    missed,
  };
}

function caught({ load: of, rules }: Case): Array<number | null> {
  const next = uniformsFrom(21);
  const manner = of.baseline ? ('compared' as const) : ('split' as const);
  const rollout = { rules: rulesOf(rules), manner, percent: of.share * 100, windowSeconds: 10, paused: true };
  return Array.from({ length: runs }, () => judgeOver(hour, rollout, () => windowOf(of, next)).rolledBack);
}

function caughtBy({ load: of }: Case, peer: Peer): Array<number | null> {
  const next = uniformsFrom(22);
  return Array.from({ length: fewer }, () => {
    const windows = Array.from({ length: hour / of.windowSeconds }, () => windowOf(of, next));
    return peer(windows, of.windowSeconds);
  });
}
