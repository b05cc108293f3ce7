import { fitted, forecast } from '../holt-winters-model.ts';
import type { Strategy } from './strategy.ts';

interface Options {
  /** Values in one cycle: 7 for a week of days, 12 for a year of months. */
  period: number;
}

/** 95 % of a normal distribution. */
const deviations = 1.96;

/** Level, trend and season, fitted to the past; how far its forecasts were off says how far the next may be. */
export const holtWinters: Strategy<Options> = {
  kind: 'holt-winters',
  needs: ({ period }) => 2 * period,
  expects: (past, _value, { period }) => {
    const { forecasts, residuals } = forecast(past, period, fitted(past, period), 1);
    const [expected = Number.NaN] = forecasts;
    const off = residuals.map(Math.abs);
    const mean = off.reduce((sum, value) => sum + value, 0) / off.length;
    const spread = Math.sqrt(off.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (off.length - 1));
    return { lower: expected - deviations * spread, upper: expected + deviations * spread };
  },
};
