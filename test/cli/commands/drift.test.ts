import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../engine/tables.ts';
import { cli } from '../fake-place.ts';

const folder = temporaryFolder();

const sides = ['--reference', 'a.csv', '--current', 'b.csv'];

test('drift prints a line a column, the worst first, with what its checks say, and exits by the verdict', async () => {
  const { code, out } = await cli(['drift', ...sides]);
  expect(code).toBe(1);
  expect(out).toMatch(/1 of 2 columns drifted, 200 rows against 200; \d of \d checks failed/);
  const [, header, x, says] = out.split('\n');
  expect(header).toMatch(/VERDICT +COLUMN +METHOD +DISTANCE +ALLOWED +PSI +MISSING$/);
  expect(x).toMatch(/^ {2}fail +x +kolmogorov-smirnov +0\.32 +below 0\.1 +[\d.]+ +0 %$/);
  expect(says).toMatch(/^ {4}drift: Kolmogorov–Smirnov distance beyond chance 0\.32, allowed below 0\.1/);
  expect(out).toMatch(/pass +k +l-infinity +0 +below 0\.1 +0 +0 % → 5 %$/m);
});

test('drift takes both sides, how to compare and how the files are written', async () => {
  const asked: unknown[] = [];
  const drift = async (request: unknown) => {
    asked.push(request);
    return { gate: 'data' as const, verdict: 'pass' as const, sentence: 's', checks: [], decidedAt: '' };
  };
  const options = ['--binning', 'evidently', '--method', 'psi', '--threshold', '0.2', '--min-rows', '9'];
  const more = ['--max-drifted-share', '0.5', '--delimiter', ';'];
  const { code } = await cli(['drift', '--reference', 'a', 'b', '--current', 'c', ...options, ...more], { drift });
  expect(code).toBe(0);
  expect(asked).toEqual([
    {
      reference: ['a', 'b'],
      current: ['c'],
      binning: 'evidently',
      method: 'psi',
      threshold: 0.2,
      minRows: 9,
      maxDriftedShare: 0.5,
      distributions: false,
      format: { delimiter: ';' },
    },
  ]);
});

test('a binning that does not exist and a share above 1 are told with what is allowed', async () => {
  const { code, err } = await cli(['drift', ...sides, '--binning', 'mine']);
  expect(code).toBe(64);
  expect(err).toMatch(/reference, evidently, model-monitor/);
  expect((await cli(['drift', ...sides, '--max-drifted-share', '1.5'])).err).toMatch(/from 0 to 1/);
});

test('the verdict is written in the formats that need no contract, to the terminal or a file', async () => {
  const json = await cli(['drift', ...sides, '--json']);
  expect(JSON.parse(json.out)).toMatchObject({ gate: 'data', verdict: 'fail' });
  expect((await cli(['drift', ...sides, '--format', 'json'])).out).toBe(json.out);
  const junit = await cli(['drift', ...sides, '--format', 'junit']);
  expect(junit.out).toMatch(/<testcase classname="data\.x" name="drift"><failure type="fail" message="x drift: /);
  const file = join(folder, 'drift.html');
  const page = await cli(['drift', ...sides, '--format', 'html', '--output', file]);
  expect([page.code, page.out]).toEqual([1, '']);
  expect(page.err).toContain(`written to ${file}`);
  expect(readFileSync(file, 'utf8')).toMatch(/<title>[^<]*b\.csv against a\.csv<\/title>/);
  expect((await cli(['drift', ...sides, '--format', 'gx'])).err).toMatch(/table, json, junit, html/);
});

test('how values lie is asked for where it is drawn, and a title names the first file of each side', async () => {
  const asked: unknown[] = [];
  const drift = async ({ distributions }: { distributions?: boolean | undefined }) => {
    asked.push(distributions);
    return { gate: 'data' as const, verdict: 'pass' as const, sentence: 's', checks: [], decidedAt: '' };
  };
  const many = ['--reference', 'old/a.csv', '--current', 'new/b.csv', 'new/c.csv', 'new/d.csv'];
  const { out } = await cli(['drift', ...many, '--format', 'html'], { drift });
  expect(out).toContain('b.csv and 2 more against a.csv');
  await cli(['drift', ...many], { drift });
  expect(asked).toEqual([true, false]);
});
