import fc from 'fast-check';
import { gt } from 'semver';
import { nextVersion } from '../../../lib/core/release/version.ts';
import { type History, histories, rules } from './histories.ts';

const asked = ({ champion, face = 'i', source = 't', commits = null, taken = [] }: History) => ({
  champion: champion === null ? null : { version: champion, interface: 'i', sourceDigest: 's', commit: 'c0' },
  interface: face,
  sourceDigest: source,
  commits: Array.isArray(commits)
    ? {
        base: 'c0',
        head: `c${commits.length}`,
        complete: true,
        commits: commits.map((message, i) => ({ sha: `c${i + 1}`, message, author: 'ann' })).reverse(),
      }
    : commits,
  taken,
});

test.each(histories)('$story: $version', (history) => {
  const next = nextVersion(asked(history), { ...rules, ...history.rules });
  expect(next).toMatchObject({ version: history.version, bump: history.bump });
  if (history.reason) expect(next.reason).toBe(history.reason);
});

test('there are at least 40 of them, each told once', () => {
  expect(new Set(histories.map(({ story }) => story)).size).toBe(histories.length);
  expect(histories.length).toBeGreaterThanOrEqual(40);
});

test('whatever happened, the next version is above the champion and not taken', () => {
  const core = fc.tuple(fc.nat(2), fc.nat(3), fc.nat(3)).map((v) => v.join('.'));
  const pre = fc.tuple(core, fc.constantFrom('alpha', 'rc'), fc.integer({ min: 1, max: 3 }));
  const version = fc.oneof(
    core,
    pre.map(([of, word, n]) => `${of}-${word}.${n}`),
  );
  const message = fc.constantFrom('feat: a', 'fix: b', 'docs: c', 'chore!: d', 'e', 'Merge branch x');
  const history = fc.record({
    champion: version,
    taken: fc.array(version),
    source: fc.constantFrom('s', 't'),
    face: fc.constantFrom('i', 'j'),
    commits: fc.option(fc.array(message)),
  });
  fc.assert(
    fc.property(history, fc.constantFrom(undefined, 'alpha', 'rc'), (given, preRelease) => {
      const taken = [...given.taken, given.champion];
      const next = nextVersion(asked({ ...given, taken } as History), { ...rules, preRelease }).version;
      expect(gt(next, given.champion)).toBe(true);
      expect(taken).not.toContain(next);
      expect(next.includes('-')).toBe(preRelease !== undefined);
    }),
  );
});
