import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Lock, missingPlatforms } from '../../.ci/lock-platforms.ts';

test('the lock file names the packages of every platform, so that npm ci accepts it', () => {
  const lock = JSON.parse(readFileSync(join(import.meta.dirname, '../../package-lock.json'), 'utf8')) as Lock;
  expect(missingPlatforms(lock)).toEqual({});
});

test('a package for another platform is added with what its name says', () => {
  const lock = {
    packages: { 'node_modules/a': { dev: true, optionalDependencies: { '@a/b-linux-x64-musl': '1.2.3' } } },
  };
  expect(missingPlatforms(lock)).toEqual({
    'node_modules/@a/b-linux-x64-musl': {
      version: '1.2.3',
      cpu: ['x64'],
      dev: true,
      libc: ['musl'],
      optional: true,
      os: ['linux'],
    },
  });
});

test('a package that is for no one platform is not made up', () => {
  const lock = { packages: { 'node_modules/a': { optionalDependencies: { fsevents: '1.2.3' } } } };
  expect(() => missingPlatforms(lock)).toThrow('run npm install');
});
