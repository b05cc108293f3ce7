/** Kayenta's own, in whatever unit the metric has: its second defect (`absolute-tolerance`). */
const absoluteTolerance = 1e-4;
const epsilon = 2 ** -52;
const maxSteps = 1001;

/** A point and the function's value there. */
interface Point {
  at: number;
  f: number;
}

/**
 * A root of `f` between `a` and `b`, where it has values of two signs: Brent's method (Algorithms for Minimization without
 * Derivatives, 1973, ch. 4) in the variant of R's `zeroin`, step for step as Kayenta takes it, so that the inexact roots of a
 * step function are the same ones. An end that is a root is returned as it is.
 */
export function brentRoot(a: Point, b: Point, f: (at: number) => number): number {
  if (isZero(a.f)) return a.at;
  if (isZero(b.f)) return b.at;
  let [previous, best, across] = [a, b, a];
  for (let step = 0; step < maxSteps; step += 1) {
    const moved = best.at - previous.at;
    if (Math.abs(across.f) < Math.abs(best.f)) [previous, best, across] = [best, across, best];
    const tolerance = 2 * epsilon * Math.abs(best.at) + absoluteTolerance / 2;
    const half = (across.at - best.at) / 2;
    if (Math.abs(half) <= tolerance || isZero(best.f)) return best.at;
    const next = atLeast(tolerance, interpolate(previous, best, across, moved, tolerance) ?? half);
    previous = best;
    best = { at: best.at + next, f: f(best.at + next) };
    if ((best.f > 0 && across.f > 0) || (best.f < 0 && across.f < 0)) across = previous;
  }
  return best.at;
}

/** The secant or inverse quadratic step, or undefined where bisection is safer. */
function interpolate(previous: Point, best: Point, across: Point, moved: number, tolerance: number) {
  if (Math.abs(moved) < tolerance || Math.abs(previous.f) <= Math.abs(best.f)) return undefined;
  const width = across.at - best.at;
  let [p, q] = previous.at === across.at ? secant(previous, best, width) : quadratic(previous, best, across, width);
  if (p > 0) q = -q;
  else p = -p;
  const inside = p < 0.75 * width * q - Math.abs(tolerance * q) / 2 && p < Math.abs((moved * q) / 2);
  return inside ? p / q : undefined;
}

function secant(previous: Point, best: Point, width: number): [number, number] {
  const ratio = best.f / previous.f;
  return [width * ratio, 1 - ratio];
}

function quadratic(previous: Point, best: Point, across: Point, width: number): [number, number] {
  const r = previous.f / across.f;
  const s = best.f / across.f;
  const t = best.f / previous.f;
  return [t * (width * r * (r - s) - (best.at - previous.at) * (s - 1)), (r - 1) * (s - 1) * (t - 1)];
}

function atLeast(tolerance: number, step: number): number {
  if (Math.abs(step) >= tolerance) return step;
  return step > 0 ? tolerance : -tolerance;
}

/** Within one representable number of 0, which is what commons-math's `Precision.equals` means. */
function isZero(value: number): boolean {
  return Math.abs(value) <= Number.MIN_VALUE;
}
