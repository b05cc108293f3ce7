import { execFileSync, spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { quoted } from '../../lib/core/buildspec/shell.ts';
import { buildspecs } from '../../lib/core/buildspec.ts';
import { InputError } from '../../lib/core/errors.ts';
import { projectNames } from '../../lib/core/step-io.ts';
import { buildspecOf, policy, run } from './buildspec/builder.ts';

const hostile = `'; touch /tmp/pwned; echo "$(id)" \`id\` \${HOME} \\ \n#'`;
const everything = {
  coverage: { file: `cov ${hostile}`, minPercent: 90 },
  testReports: ['junit.xml'],
  image: { failOn: 'high' },
};

test('every buildspec is bash that parses, also with everything asked for and hostile names, and is below 8 KB', () => {
  const training = { ...policy().training, run: hostile, hyperparameters: { text: hostile } };
  const checks = [{ name: 'first', run: hostile }];
  const policies = [policy(), policy({ ...everything, checks, training, python: { requirements: [`a ${hostile}`] } })];
  for (const each of policies) {
    for (const text of Object.values(buildspecs(each, run))) expect(text.length).toBeLessThan(8_192);
    for (const name of projectNames) {
      const { commands, finally: last = [] } = buildspecOf(each, name).phases.build;
      for (const script of [...commands, ...last])
        expect(spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' }).stderr).toBe('');
    }
  }
});

test('what is quoted comes out of bash as it went in', () => {
  const text = fc.string({ unit: 'binary', maxLength: 20 }).filter((t) => !t.includes('\0') && t.isWellFormed());
  fc.assert(
    fc.property(fc.array(text, { maxLength: 50 }), (words) => {
      const script = `printf '%s\\0' ${words.map(quoted).join(' ')}`;
      const out = words.length === 0 ? '' : execFileSync('bash', [], { input: script, encoding: 'utf8' });
      expect(out).toBe(words.map((word) => `${word}\0`).join(''));
    }),
    { numRuns: 30 },
  );
});

test('a NUL and commands beyond 8 KB are the input error of the policy', () => {
  expect(() => buildspecs(policy({ checks: [{ name: 'a', run: 'a\0b' }] }), run)).toThrow(InputError);
  const training = { ...policy().training, run: 'x'.repeat(9_000) };
  expect(() => buildspecs(policy({ training }), run)).toThrow(/train buildspec 1\d{4} bytes/);
});

test('tests and coverage become reports of CodeBuild, and only those that the checks write', () => {
  expect(buildspecOf(policy(), 'checks').reports).toBeUndefined();
  expect(
    buildspecOf(policy({ testReports: ['out/junit.xml'], coverage: { minPercent: 80 } }), 'checks').reports,
  ).toEqual({
    tests: { files: ['out/junit.xml'], 'file-format': 'JUNITXML' },
    coverage: { files: ['coverage.xml'], 'file-format': 'COBERTURAXML' },
  });
});

test('the cache of packages is named by the pinned requirements, and holds what pip downloads', () => {
  const keyOf = (lock: string) => buildspecOf(policy(), 'checks', { locks: { 'requirements.txt': lock } }).cache?.key;
  expect(keyOf('a')).toBe(keyOf('a'));
  expect(keyOf('a')).not.toBe(keyOf('b'));
  const { cache, phases } = buildspecOf(policy(), 'checks');
  expect(cache?.paths).toEqual(['/tmp/pip-cache/**/*']);
  expect(phases.build.commands[0]).toContain('rm -rf /tmp/pip-cache/wheels');
});

test("a buildspec of the workload's own is taken as it is, within the same size", () => {
  const own = '# ours\nversion: 0.2\nphases: {build: {commands: [make check]}}\n';
  const named = policy({ buildspec: 'ci/checks.yml' });
  expect(buildspecs(named, { ...run, ownChecks: own }).checks).toBe(own);
  expect(() => buildspecs(named, { ...run, ownChecks: 'x'.repeat(8_193) })).toThrow(
    /ci\/checks\.yml is 8193 bytes long/,
  );
});
