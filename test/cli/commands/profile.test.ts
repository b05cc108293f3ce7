import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cli } from '../fake-place.ts';

test('profile prints a line a column, with what is missing and what comes most', async () => {
  const { code, out } = await cli(['profile', 'a.csv']);
  expect(code).toBe(0);
  const [says, header, x, k] = out.split('\n');
  expect(says).toBe('200 rows, 2 columns');
  expect(header).toMatch(/^ {2}COLUMN +TYPE +MISSING +INVALID +DIFFERENT +MIN +MEDIAN +MEAN +MAX +MOST FREQUENT$/);
  expect(x).toMatch(/^ {2}x +number +1 % +1\.5 % +0 +4\.5 +9$/);
  expect(k).toMatch(/^ {2}k +string +0 % +0 % +2 +a +b +a \(75 %\)$/);
});

test('profile takes how files are written, and writes what drift compares with', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-test-'));
  const file = join(folder, 'made.json');
  const asked: unknown[] = [];
  const profile = async (request: unknown) => {
    asked.push(request);
    return { version: 2 as const, rows: 0, trainRows: 0, holdoutRows: 0, columns: [], checks: [], extraColumns: [] };
  };
  try {
    const { code } = await cli(['profile', 'a', 'b', '--type', 'jsonl', '--output', file], { profile });
    expect(code).toBe(0);
    expect(asked).toEqual([{ data: ['a', 'b'], format: { type: 'jsonl' } }]);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version: 2, checks: [] });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
