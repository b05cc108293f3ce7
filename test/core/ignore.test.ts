import { ignoresOf } from '../../lib/core/ignore.ts';

/** Expected values are those of `git check-ignore` (2.39). */
test.each([
  ['*.log', 'a/b.log', false, true],
  ['/a.txt', 'b/a.txt', false, false],
  ['/a.txt', 'a.txt', false, true],
  ['out/', 'out', false, false],
  ['out/', 'x/out', true, true],
  ['a/*.txt', 'a/b/c.txt', false, false],
  ['a/**/c', 'a/c', false, true],
  ['a/**/c', 'a/x/y/c', false, true],
  ['**/foo', 'x/foo', false, true],
  ['foo/**', 'foo/x/y', false, true],
  ['f[a-c]o', 'fbo', false, true],
  ['f[!a-c]o', 'fbo', false, false],
  ['a.b', 'axb', false, false],
  ['\\!x', '!x', false, true],
  ['*.txt\n!a.txt', 'a.txt', false, false],
  ['# x', '# x', false, false],
  ['a+b(c)', 'a+b(c)', false, true],
])('%j and %s (folder: %s) gives %s', (gitignore, path, isFolder, ignored) => {
  expect(ignoresOf(gitignore)(path, isFolder)).toBe(ignored);
});
