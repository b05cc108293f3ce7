import fc from 'fast-check';
import { oneLine, readCommit } from '../../../lib/core/release/conventional-commit.ts';

test.each([
  ['feat: petals', { type: 'feat', scope: null, breaking: false, description: 'petals' }],
  ['Fix(serving)!:  no crash', { type: 'fix', scope: 'serving', breaking: true, description: 'no crash' }],
  ['feat:no space', { type: null, description: 'feat:no space' }],
  ['feat(): nothing in it', { type: null }],
  [': no type', { type: null }],
  ['', { type: null, description: '' }],
  ['Revert "feat: petals"', { type: 'revert', description: 'feat: petals' }],
  ["Merge branch 'x'", { type: 'merge' }],
  ['fix: a\n\nBREAKING CHANGE #12', { type: 'fix', breaking: true }],
])('%j', (message, expected) => {
  expect(readCommit(message)).toMatchObject(expected);
});

test('a hostile message is one short line without anything that moves a cursor or turns writing direction', () => {
  expect(readCommit('feat: a\u001b[2J\u202eb\u2028c\u0000d\nfeat!: second').description).toBe('a [2J b c d');
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      const line = oneLine(text);
      expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e]/u);
      expect([...line].length).toBeLessThanOrEqual(200);
    }),
  );
});

test('a long message takes no long time', () => {
  const started = performance.now();
  readCommit(`${'feat(a'.repeat(100_000)}\n${'BREAKING '.repeat(100_000)}`);
  expect(performance.now() - started).toBeLessThan(500);
});
