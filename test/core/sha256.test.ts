import { sha256 } from '../../lib/core/sha256.ts';

test('the digest of the empty string is the one FIPS 180-4 gives', () => {
  expect(import.meta.dirname).toContain('core');
  expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});
