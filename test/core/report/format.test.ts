import {
  formatDuration,
  formatNumber,
  formatObserved,
  formatPercent,
  formatTime,
  formatValue,
} from '../../../lib/core/report/format.ts';

test.each([
  [0.966666, '0.9667'],
  [150, '150'],
  [12345, '12,345'],
  [1234.5678, '1234.57'],
  [-0.00001, '-1.00e-5'],
  [2.5e9 + 0.5, '2.50e9'],
  [Number.NaN, 'NaN'],
])('the number %p reads %p', (value, says) => {
  expect(formatNumber(value)).toBe(says);
});

test.each([
  [4, '4 ms'],
  [3_100, '3.1 s'],
  [61_000, '1 min 1 s'],
  [3_720_000, '1 h 2 min'],
  [Number.NaN, 'unknown'],
])('%p milliseconds read %p', (value, says) => {
  expect(formatDuration(value)).toBe(says);
});

test('missing, empty and nested values are told apart', () => {
  expect([null, '', false, { a: 1 }].map(formatValue)).toEqual(['(none)', '(empty)', 'false', '{"a":1}']);
});

test('shares read as percent, times as UTC, and what is no time as it is', () => {
  expect(formatPercent(0.0667)).toBe('6.67 %');
  expect(formatTime('2026-11-23T09:00:00.123Z')).toBe('2026-11-23 09:00:00 UTC');
  expect(formatTime('yesterday')).toBe('yesterday');
});

test('what a check observed reads in the unit of what it allows, where that is another', () => {
  expect(formatObserved({ observed: 0.2325, shown: '23.3 %' })).toBe('23.3 %');
  expect(formatObserved({ observed: 0.2325 })).toBe('0.2325');
});
