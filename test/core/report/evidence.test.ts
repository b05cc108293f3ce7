import type { Markup } from '../../../lib/core/report/html.ts';
import { evidencePlot } from '../../../lib/core/report/plots/evidence.ts';
import { trafficPlot } from '../../../lib/core/report/plots/traffic.ts';
import type { JudgedWindow, RolloutEvidence } from '../../../lib/core/run.ts';
import { releasedByCanary } from './samples.ts';

const textOf = (plot: Markup | null) => plot?.text ?? 'no plot';
const canary = releasedByCanary.rollout as RolloutEvidence;
const withWindows = (change: (window: JudgedWindow, index: number) => Partial<JudgedWindow>): RolloutEvidence => ({
  ...canary,
  windows: canary.windows.map((window, i) => ({ ...window, ...change(window, i) })),
});

test('each e-value is told with the bar that it had to reach, and drawn on the way to it', () => {
  const plot = textOf(
    evidencePlot(
      withWindows((_, i) => ({
        statistics: [
          { measure: 'errors', proves: 'worse', logE: Math.log(0.5), bar: Math.log(200) },
          { measure: 'errors', proves: 'no-worse', logE: i, bar: Math.log(20) },
        ],
      })),
    ),
  );
  expect(plot).toContain('errors: e-value 0.5 of 200 needed');
  expect(plot).toContain('errors: e-value 403 of 20 needed');
  expect(plot.match(/class="evidence line worse dash-0"/g)).toHaveLength(4);
});

test('an e-value beyond all measure, or none at all, leaves a plot that can be drawn', () => {
  const odd = (logE: number) =>
    textOf(evidencePlot(withWindows(() => ({ statistics: [{ measure: 'errors', proves: 'worse', logE, bar: 5 }] }))));
  for (const logE of [1e6, -1e6, Number.NaN]) expect(odd(logE)).not.toMatch(/NaN [0-9]|Infinity/);
  expect(odd(1e6)).toContain('e-value 10^434,294');
});

test('a rollout without statistics, as older records have it, has no such plot', () => {
  expect(evidencePlot(canary)).toBeNull();
});

test('copies are not called traffic, and what is compared in the shadow is drawn', () => {
  const mirrored = withWindows((window) => ({
    manner: 'mirrored',
    candidate: window.candidate && { ...window.candidate, agreement: { compared: 50, disagreed: 2 } },
  }));
  const plot = textOf(trafficPlot(mirrored));
  expect(plot).toContain('Requests copied to candidate, %');
  expect(plot).toContain('Answers that differ');
  expect(textOf(trafficPlot(canary))).not.toContain('Answers that differ');
});

test('the share of answers that may differ is drawn where the policy of a shadow says it', () => {
  const mirrored = withWindows((window) => ({
    manner: 'mirrored',
    candidate: window.candidate && { ...window.candidate, agreement: { compared: 50, disagreed: 2 } },
  }));
  const limits = { maxErrorRate: 0.01, maxLatencyP99Ms: 250, maxDisagreement: 0.05 };
  expect(textOf(trafficPlot({ ...mirrored, limits }))).toContain('allowed 5 %');
  expect(textOf(trafficPlot(mirrored))).not.toContain('allowed 5 %');
});

test('in an A/B test users are shared, and their outcomes are drawn as near as they are', () => {
  const outcomes = (mean: number) => ({ outcomes: { count: 100, sum: mean * 100, sumOfSquares: mean * 100 } });
  const plot = textOf(
    trafficPlot(
      withWindows(({ candidate, champion }) => ({
        manner: 'sticky',
        candidate: candidate && { ...candidate, ...outcomes(0.97) },
        champion: champion && { ...champion, ...outcomes(0.88) },
      })),
    ),
  );
  expect(plot).toContain('share of users, %');
  const [, panel = ''] = plot.split('Mean outcome of users');
  const ticks = [...(panel.split('Error rate')[0]?.matchAll(/class="tick"[^>]*>([\d.]+)</g) ?? [])].map(([, tick]) =>
    Number(tick),
  );
  expect(Math.min(...ticks)).toBeGreaterThan(80);
});

test('before anything was seen, an e-value is 1', () => {
  const statistics = [{ measure: 'errors', proves: 'worse' as const, logE: 5, bar: 5 }];
  const paths = textOf(evidencePlot(withWindows(() => ({ statistics })))).match(
    /<path d="[^"]*" class="evidence line/g,
  );
  // The line of the legend is flat; the drawn one begins lower than it goes on, and with one point more than there are windows.
  expect(paths?.some((path) => path.split('L').length === canary.windows.length + 1)).toBe(true);
});
