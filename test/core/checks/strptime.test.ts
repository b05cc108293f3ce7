import { shapeOf } from '../../../lib/core/checks/strptime.ts';

const reads = (format: string, text: string) => new RegExp(`^(?:${shapeOf(format)})$`, 'is').test(text);

const cases: Array<[format: string, text: string, read: boolean]> = [
  ['%Y', '2024', true],
  ['%Y', '10', false],
  ['%Y-%m-%d', '2024-1-5', true],
  ['%Y-%m-%d', '2024-13-05', false],
  ['%Y-%m-%d', ' 2024-01-05', false],
  ['%d %B %Y', '5  May 2024', true],
  ['%H:%M:%S.%f', '23:59:59.5', true],
  ['%H', '24', false],
  ['%I %p', '12 PM', true],
  ['%y%m%d', '240105', true],
  ['%%%Y', '%2024', true],
  ['a.b %Y', 'a.b 2024', true],
  ['a.b %Y', 'axb 2024', false],
  ['%z', '+0200', true],
];

test.each(cases)('%s over %j: %s', (format, text, read) => {
  expect(reads(format, text)).toBe(read);
});
