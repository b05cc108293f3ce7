import { fitted, forecast } from '../../../lib/core/history/holt-winters-model.ts';
import { strategies } from '../../../lib/core/history/strategies/registry.ts';

/** How many values from `start` on are outside what was forecast at `start`, within 1.96 deviations of the residuals' absolutes. */
function outside(series: number[], start: number, period: number): number[] {
  const past = series.slice(0, start);
  const { forecasts } = forecast(past, period, fitted(past, period), series.length - start);
  const { lower, upper } = strategies['holt-winters'].expects(past, 0, { kind: 'holt-winters', period });
  const reach = (upper - lower) / 2;
  return forecasts.flatMap((expected, i) =>
    Math.abs((series[start + i] ?? 0) - expected) > reach + 1e-9 ? [start + i] : [],
  );
}

describe("Deequ's own cases (HoltWintersTest.scala)", () => {
  test('nothing is unusual in a constant, a line, or a line with seasons', () => {
    expect(outside(Array(21).fill(1), 14, 7)).toEqual([]);
    expect(
      outside(
        Array.from({ length: 48 }, (_, i) => i),
        36,
        7,
      ),
    ).toEqual([]);
    expect(
      outside(
        Array.from({ length: 48 }, (_, i) => i + Math.sin((2 * Math.PI * i) / 7)),
        36,
        7,
      ),
    ).toEqual([]);
  });

  test('one error in a constant is found, and so is what was wrong twice and is right now', () => {
    expect(outside([...Array(20).fill(1), 0], 14, 7)).toEqual([20]);
    const week = [0, 1, 1, 1, 1, 1, 1];
    expect(outside([...week, ...week, ...Array(7).fill(1)], 14, 7)).toEqual([14]);
  });

  test('monthly milk production 1962–1965: 7 of the fourth year, as a trend of the first three misses them', () => {
    const milk = [
      589, 561, 640, 656, 727, 697, 640, 599, 568, 577, 553, 582, 600, 566, 653, 673, 742, 716, 660, 617, 583, 587, 565,
      598, 628, 618, 688, 705, 770, 736, 678, 639, 604, 611, 594, 634, 658, 622, 709, 722, 782, 756, 702, 653, 615, 621,
      602, 635,
    ];
    expect(outside(milk, 36, 12)).toHaveLength(7);
  });

  test('monthly car sales in Quebec 1960–1963: 3 of the fourth year', () => {
    const cars = [
      6550, 8728, 12026, 14395, 14587, 13791, 9498, 8251, 7049, 9545, 9364, 8456, 7237, 9374, 11837, 13784, 15926,
      13821, 11143, 7975, 7610, 10015, 12759, 8816, 10677, 10947, 15200, 17010, 20900, 16205, 12143, 8997, 5568, 11474,
      12256, 10583, 10862, 10965, 14405, 20379, 20128, 17816, 12268, 8642, 7962, 13932, 15936, 12628,
    ];
    expect(outside(cars, 36, 12)).toHaveLength(3);
  });
});
