import fc from 'fast-check';
import { gt } from 'semver';
import { nextVersion } from '../../../lib/core/release/version.ts';

const rules = {
  dataOnly: 'patch',
  code: 'minor',
  interface: 'major',
  chore: 'patch',
  first: '1.0.0',
  approval: 'never',
  approvalTimeLimitSeconds: 1,
} as const;
const champion = { version: '1.0.1', interface: 'i', sourceDigest: 's' };

test.each([
  ['only the data changed', { interface: 'i', sourceDigest: 's' }, '1.0.2', 'patch'],
  ['the code changed', { interface: 'i', sourceDigest: 't' }, '1.1.0', 'minor'],
  ['features or answers changed', { interface: 'j', sourceDigest: 't' }, '2.0.0', 'major'],
])('%s', (reason, change, version, bump) => {
  expect(nextVersion({ champion, ...change, taken: ['1.0.0', '1.0.1'] }, rules)).toEqual({ version, bump, reason });
});

test('the first release is 1.0.0', () => {
  expect(nextVersion({ champion: null, interface: 'i', sourceDigest: 's', taken: [] }, rules)).toMatchObject({
    version: '1.0.0',
    bump: 'first',
  });
});

test('a version that was cut and taken back is never used again', () => {
  const change = { champion, interface: 'i', sourceDigest: 't', taken: ['1.0.1', '1.1.0', '1.2.0'] };
  expect(nextVersion(change, rules).version).toBe('1.3.0');
});

test('the next version is above the champion and not taken', () => {
  const version = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)).map((v) => v.join('.'));
  fc.assert(
    fc.property(version, fc.array(version), fc.boolean(), fc.boolean(), (current, taken, code, face) => {
      const change = {
        champion: { ...champion, version: current },
        interface: face ? 'j' : 'i',
        sourceDigest: code ? 't' : 's',
        taken,
      };
      const next = nextVersion(change, rules).version;
      expect(gt(next, current)).toBe(true);
      expect(taken).not.toContain(next);
    }),
  );
});
