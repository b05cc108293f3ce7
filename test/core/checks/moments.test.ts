import { within } from '../../../lib/core/checks/limits.ts';
import { isoMoment } from '../../../lib/core/checks/moments.ts';

const spelled: Array<[text: string, iso: string]> = [
  ['Jan 01 1990 12:00:01', '1990-01-01T12:00:01'],
  ['February 3, 2024', '2024-02-03T00:00:00'],
  ['3 Feb 2024', '2024-02-03T00:00:00'],
  ['2/3/2024', '2024-02-03T00:00:00'],
  ['2024-02-03', '2024-02-03'],
  ['a 1', 'a 1'],
  ['Foo 01 1990', 'Foo 01 1990'],
  ['99/99/2024', '99/99/2024'],
  ['infinity', 'infinity'],
];

test.each(spelled)('%s is %s', (text, iso) => {
  expect(isoMoment(text)).toBe(iso);
});

test('a moment is compared with one in words, and a text with words is compared as text', () => {
  expect(within({ maximum: 'Jan 02 2000' }, '2000-01-01T00:00:00')).toBe(true);
  expect(within({ maximum: 'Jan 02 1999' }, '2000-01-01T00:00:00')).toBe(false);
  expect(within({ maximum: 'Jan 02 1999' }, 'Feb 01 1998')).toBe(true);
});
