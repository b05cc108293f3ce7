import { cles, meanRatio } from '../../../../lib/core/judge/kayenta/effect-size.ts';
import { oracle } from './oracle.ts';

test.each(oracle.samples)('the share of higher values is scipy’s U over all pairs: $name', (sample) => {
  expect(Math.abs(cles(sample.experiment, sample.control) - sample.cles)).toBeLessThanOrEqual(1e-14);
});

test('equal values win half, and arms that do not meet win all or nothing', () => {
  expect(cles([4, 4, 4], [4, 4])).toBe(0.5);
  expect(cles([6, 7], [1, 2, 5])).toBe(1);
  expect(cles([1, 2, 5], [6, 7])).toBe(0);
});

test.each(oracle.samples)('the ratio of means is numpy’s: $name', (sample) => {
  expect(Math.abs(meanRatio(sample.experiment, sample.control) / sample.meanRatio - 1)).toBeLessThanOrEqual(1e-13);
});

test('a constant arm has exactly its value for a mean, so that a ratio can meet its bound', () => {
  expect(meanRatio([0.1, 0.1, 0.1], [0.1, 0.1, 0.1, 0.1, 0.1, 0.1])).toBe(1);
  expect(meanRatio([3, 3, 3, 3], [12, 12, 12])).toBe(0.25);
});

test('a mean of 0 on either side has no ratio', () => {
  expect(meanRatio([8, 9], [0, 0])).toBeNaN();
  expect(meanRatio([0, 0], [8, 9])).toBeNaN();
});
