import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bundleWorkload } from '../../../lib/local/workload/bundle.ts';
import { runChecks } from '../../../lib/local/workload/checks.ts';
import { writeFiles } from '../../support/fake-workload.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-checks-test-'));
  writeFiles(folder, { 'code.py': 'x' });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function check(commands: Record<string, string>, checksTimeLimitSeconds = 20) {
  const { zip } = await bundleWorkload(folder);
  const checks = Object.entries(commands).map(([name, run]) => ({ name, run }));
  return runChecks({ zip, venv: { binDir: dirname(process.execPath) }, policy: { checks, checksTimeLimitSeconds } });
}

test('all checks run in order in one copy of the workload, the failed ones named with their last lines', async () => {
  const result = await check({ lint: 'echo bad style; touch made; exit 1', tests: 'ls' });
  expect(result).toMatchObject({
    passed: false,
    results: [
      { name: 'lint', exitCode: 1, tail: 'bad style' },
      { name: 'tests', command: 'ls', exitCode: 0, tail: 'code.py\nmade' },
    ],
  });
  expect(existsSync(join(folder, 'made'))).toBe(false);
});

test('checks pass when each exits with 0', async () => {
  expect(await check({ lint: 'true', tests: 'node --version' })).toMatchObject({ passed: true });
});

test('checks that did not all run in time have not passed', async () => {
  const result = await check({ slow: 'sleep 60', never: 'true' }, 0.3);
  expect(result).toMatchObject({ passed: false, results: [{ name: 'slow', timedOut: true, exitCode: null }] });
});
