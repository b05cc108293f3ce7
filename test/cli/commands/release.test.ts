import { judgeReproduction } from '../../../lib/core/release/reproduction.ts';
import { cli } from '../fake-place.ts';
import { fakeRecords } from '../fake-records.ts';

test('release show tells what it is made of, its gates and its notes', async () => {
  const { code, out } = await cli(['release', 'show', '1.1.0']);
  expect(code).toBe(0);
  expect(out).toMatch(/^Version +1\.1\.0, serving$/m);
  expect(out).toMatch(/^Why +minor: the code changed$/m);
  expect(out).toMatch(/^data +pass +all 20 checks passed$/m);
  expect(out).toContain('- petal ratio (abc1234)');
  expect(out).not.toContain('not what was sealed');
  expect(JSON.parse((await cli(['release', 'show', '1.1.0', '--json'])).out)).toMatchObject({ serving: true });
});

test('release show says first of all when a manifest was altered', async () => {
  const altered = async () => ({ ...(await fakeRecords.show('')), intact: false });
  const { out } = await cli(['release', 'show', '1.1.0'], { records: { ...fakeRecords, show: altered } });
  expect(out).toMatch(/^✕ 1\.1\.0 is not what was sealed/);
});

test('release diff tells what differs, and with --all what does not', async () => {
  const { code, out } = await cli(['release', 'diff', '1.0.0', '1.1.0']);
  expect(code).toBe(0);
  expect(out).toMatch(/^training +C +10 +1$/m);
  expect(out).toContain('+  b.csv');
  expect(out).toMatch(/\d+ more are the same; --all shows them/);
  expect(out).not.toContain('requirements.txt');
  expect((await cli(['release', 'diff', '1.0.0', '1.1.0', '--all'])).out).toMatch(/requirements\.txt .* the same/);
});

test.each([
  [['release', 'show', '1.0.0', '1.1.0'], 'show takes one release'],
  [['release', 'diff', '1.0.0'], 'diff compares two releases'],
  [['release', 'drop', '1.0.0'], 'Allowed choices are show, diff'],
])('%j is a usage error', async (args, said) => {
  const { code, err } = await cli(args);
  expect(code).toBe(64);
  expect(err).toContain(said);
});

test('served-at tells in one sentence what served', async () => {
  const { code, out } = await cli(['served-at', '2026-01-01T00:00:00Z']);
  expect({ code, out }).toEqual({ code: 0, out: '2026-01-01T00:00:00Z: 1.0.0 served all traffic\n' });
  expect(JSON.parse((await cli(['served-at', 'x', '--json'])).out)).toMatchObject({ version: '1.0.0' });
});

test('verify marks every check and exits by the worst', async () => {
  const { code, out } = await cli(['verify', '1.1.0']);
  expect(code).toBe(1);
  expect(out).toMatch(/^✓ {2}manifest +1\.1\.0 +what was sealed$/m);
  expect(out).toMatch(/^✕ {2}model +archive +it is not in the store$/m);
  expect(out).toMatch(/\n\n✕ 1\.1\.0 is not what was released/);
});

test('reproduce says whether the model is the same, and exits by that', async () => {
  const { code, out } = await cli(['reproduce', '1.0.0']);
  expect(code).toBe(0);
  expect(out).toContain('✓ 1.0.0: same model hash (aaaaaaaaaaaa), the same predictions on all 34 holdout rows');
  const other = async () =>
    judgeReproduction({
      ...(await fakeRecords.reproduce('1.0.0')),
      model: { released: 'a', reproduced: 'b', same: false },
      predictions: { rows: 34, different: 2, maxAbsDifference: 0.25 },
      notes: ['another Python\u001b[2J'],
    });
  const differing = await cli(['reproduce', '1.0.0'], { records: { ...fakeRecords, reproduce: other } });
  expect(differing.code).toBe(1);
  expect(differing.out).toContain(
    'predictions differ on 34 holdout rows: 2 other answers (5.88235 %), at most 0.25 apart',
  );
  expect(differing.out).toContain('another Python\\u001b[2J');
});
