import fc from 'fast-check';
import { marked } from 'marked';
import { code, link, table, text } from '../../../../lib/core/report/comment/markdown.ts';

const inline = (markdown: string) => marked.parseInline(markdown, { gfm: true, async: false });

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(
      fc.constantFrom(
        '@everyone',
        '@octo/team',
        '#12',
        'GH-1',
        'https://evil.example',
        'www.evil.example',
        'a@b.example',
        '[x](y)',
        '![x](http://evil.example/p.png)',
        '<img src=x onerror=alert(1)>',
        '</code>',
        '<!--',
        '-->',
        '`',
        '``',
        '|',
        '\n',
        '\r\n\r\n# h',
        '\\',
        '&lt;',
        '&#64;x',
        '**',
        '_',
        '~~',
        '$x$',
        '\u202e',
        '\u0000',
        '- ',
        '1. ',
        ':',
        '//',
        ' ',
        'x',
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
);

test('text of others is text: no element, link, image or line of its own', () => {
  fc.assert(
    fc.property(hostile, (value) => {
      const made = text(value);
      expect(made).not.toMatch(/[\n\r|<>[\]`*_~@\\$"]/);
      expect(inline(made)).not.toMatch(/<[a-z!/]/i);
    }),
  );
});

test('once Markdown is read, nothing is left that GitHub would link or notify', () => {
  fc.assert(
    fc.property(hostile, (value) => {
      const shown = decoded(inline(text(value)));
      expect(shown).not.toMatch(/@[\w-]/);
      expect(shown).not.toMatch(/#\d/);
      expect(shown).not.toMatch(/\bGH-\d/i);
      expect(shown).not.toMatch(/\bwww\.\w/i);
    }),
  );
});

test('code of others is one element of code and nothing else', () => {
  fc.assert(
    fc.property(hostile, (value) => {
      expect(inline(code(value))).toMatch(/^<code>[^<>]*<\/code>$/);
    }),
  );
});

test('a table has the rows and cells that it was given, whatever is in them', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(hostile, hostile), { minLength: 1, maxLength: 5 }), (rows) => {
      const html = marked.parse(
        table(
          ['A', 'B'],
          rows.map(([a, b]) => [text(a), code(b)]),
        ),
        { async: false },
      );
      expect(html.match(/<tr>/g)).toHaveLength(rows.length + 1);
      expect(html.match(/<td>/g)).toHaveLength(rows.length * 2);
      expect(html.match(/<code>/g)).toHaveLength(rows.length);
    }),
  );
});

test('what is plain stays plain to read', () => {
  expect(text('accuracy 0.9667 is above 0.9 (at least 0.88), 3 % better')).toBe(
    'accuracy 0.9667 is above 0.9 (at least 0.88), 3 % better',
  );
  expect(text('x'.repeat(900))).toHaveLength(600);
  expect(link('report', 'https://a.example/x?y=1&z="')).toBe('<a href="https://a.example/x?y=1&z=&#34;">report</a>');
});

/** As a browser shows it. */
function decoded(html: string): string {
  const entity = (_: string, number: string) => String.fromCodePoint(Number(number));
  return html
    .replaceAll(/&#(\d+);/g, entity)
    .replaceAll('&amp;', '&')
    .replaceAll(/&#(\d+);/g, entity);
}
