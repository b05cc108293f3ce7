import fc from 'fast-check';
import { escapeText, html } from '../../../lib/core/report/html.ts';

test('no string can become markup, whatever it holds', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(html`<p title="${text}">${text}</p>`.text.replace(/^<p title="|">|<\/p>$/g, '')).not.toMatch(/[<>"']/);
    }),
  );
});

test('characters that hide or turn text are spelled out', () => {
  expect(escapeText('a\u202eb\u0000c\u001b[31m')).toBe('a\\u202eb\\u0000c\\u001b[31m');
});

test('a text of any length stays short', () => {
  expect(escapeText('x'.repeat(1_000_000)).length).toBeLessThan(2_100);
});

test('a coordinate that is no number does not break the drawing', () => {
  expect(html`${Number.NaN} ${1 / 3}`.text).toBe('0 0.33');
});
