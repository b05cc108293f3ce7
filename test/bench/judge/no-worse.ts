import { uniformsFrom } from '../../../lib/core/uniforms.ts';
import { judgeOver, rulesOf } from './ours.ts';
import { percent, quantileSeconds, type Section, table } from './section.ts';
import { type Load, windowOf } from './traffic.ts';

const hour = 3600;
const runs = 200;
const margins = [
  { name: '+1 point', errors: { maxRatio: 1, maxIncrease: 0.01 } },
  { name: '+0.5 points', errors: { maxRatio: 1, maxIncrease: 0.005 } },
  { name: 'x 2', errors: { maxRatio: 2, maxIncrease: 0 } },
];
const loads = [
  [10, 0.1],
  [10, 0.5],
  [50, 0.1],
  [50, 0.5],
] as const;

/** Until a candidate as good as the champion is promoted on proof, before its bake is over. */
export function noWorse(): Section {
  const rows = margins.map(({ name, errors }) => [
    name,
    ...loads.map(([rps, share]) => {
      const times = promoted(rps, share, errors, 0.005);
      return `${quantileSeconds(times, 0.5)} (${quantileSeconds(times, 0.9)})`;
    }),
  ]);
  const wrong =
    promoted(50, 0.5, { maxRatio: 1, maxIncrease: 0.01 }, 0.015).filter((time) => time !== null).length / runs;
  const most = 0.05 + 2 * Math.sqrt((0.05 * 0.95) / runs);
  const head = ['margin', ...loads.map(([rps, share]) => `${rps}/s, ${share * 100} %`)];
  return {
    title:
      'Time to prove that a candidate is no worse, 0.5 % errors in both arms, 10 s windows, beta 5 %: median (p90)',
    lines: [
      ...table([head, ...rows]),
      `A candidate exactly at the margin of 1 point was promoted in ${percent(wrong)} of hours at 50/s, 50 % (bound: ${percent(most)}).`,
      'Peers prove nothing: an alarm that is silent, or a test that rejects nothing, passes a candidate for want of evidence.',
    ],
    missed: wrong > most ? [`false promotions at the margin: ${percent(wrong)}, at most ${percent(most)}`] : [],
  };
}

function promoted(requestsPerSecond: number, share: number, errors: object, candidate: number) {
  const next = uniformsFrom(31);
  const load: Load = {
    requestsPerSecond,
    share,
    windowSeconds: 10,
    rates: { candidate, champion: 0.005 },
    correlation: 0,
    baseline: false,
  };
  // The bound on the rate alone is out of the way.
  const rules = rulesOf({ errors, maxErrorRate: 0.05 });
  const rollout = { rules, manner: 'split' as const, percent: share * 100, windowSeconds: 10 };
  return Array.from({ length: runs }, () => judgeOver(hour, rollout, () => windowOf(load, next)).promoted);
}
