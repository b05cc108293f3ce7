import type { Margin } from '../../judge/statistics/margin.ts';
import { project } from '../../judge/statistics/project.ts';
import type { Flow } from './flow.ts';

/**
 * How fast evidence grows at given error rates, in nats a second: the least Kullback–Leibler divergence from what H0 allows, which no
 * test can beat on average. A bar of b is then reached after about b / growth seconds (Wald's identity).
 */
export function blockGrowth(rates: { p1: number; p0: number }, flow: Flow, margin: Margin): number {
  const { p1, p0 } = project(rates.p1, flow.candidate, rates.p0, flow.champion, margin);
  return flow.candidate * divergence(rates.p1, p1) + flow.champion * divergence(rates.p0, p0);
}

/** KL(q‖p) of two chances. */
export function divergence(q: number, p: number): number {
  const part = (a: number, b: number) => (a === 0 ? 0 : a * Math.log(a / b));
  return part(q, p) + part(1 - q, 1 - p);
}

/**
 * Windows until the sign e-process reaches a bar, at error rates of two arms of one size: it bets on the signs of windows that are not
 * tied, and pays ½ ln n + ½ ln π/2 for learning how often they point up (Krichevsky and Trofimov, IEEE Trans. Inf. Theory 1981).
 */
export function signWindows(rates: { p1: number; p0: number }, requestsPerWindow: number, bar: number): number {
  const { up, down } = signs(rates.p1 * requestsPerWindow, rates.p0 * requestsPerWindow);
  if (!(up > down)) return Number.POSITIVE_INFINITY;
  const growth = divergence(up / (up + down), 0.5);
  let untied = bar / growth;
  for (let i = 0; i < 20; i += 1) untied = (bar + 0.5 * Math.log((Math.PI / 2) * Math.max(untied, 1))) / growth;
  return untied / (up + down);
}

/** Chances that the first of two Poisson numbers is the larger one, and the smaller. */
function signs(mean1: number, mean0: number): { up: number; down: number } {
  const most = Math.ceil(Math.max(mean1, mean0) + 10 * Math.sqrt(Math.max(mean1, mean0)) + 10);
  let [p1, p0] = [Math.exp(-mean1), Math.exp(-mean0)];
  let [below1, below0, up, down] = [0, 0, 0, 0];
  for (let k = 0; k <= most; k += 1) {
    up += p1 * below0;
    down += p0 * below1;
    below1 += p1;
    below0 += p0;
    p1 *= mean1 / (k + 1);
    p0 *= mean0 / (k + 1);
  }
  return { up, down };
}
