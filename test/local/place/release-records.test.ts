import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Lab } from './lab.ts';

jest.setTimeout(120_000);

const lab = new Lab();
let store: string;

beforeAll(async () => {
  store = lab.store();
  expect(await lab.run(['run', lab.workload(), '--data', lab.days(), '--store', store])).toMatchObject({ code: 0 });
  await lab.run(['down', '--store', store]);
});

afterAll(() => {
  const left = lab.processes();
  lab.close();
  expect(left).toEqual([]);
});

const files = () => readdirSync(join(store, 'store'), { recursive: true, withFileTypes: true }).map(({ name }) => name);

test('a release is reproduced to the same model hash by real training and a real server, and leaves nothing', async () => {
  const before = files();
  const { code, stdout, stderr } = await lab.run(['reproduce', '1.0.0', '--store', store]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/✓ 1\.0\.0: same model hash \(\w{12}\), the same predictions on all \d+ holdout rows\n$/);
  expect(files()).toEqual(before);
});

test('a release is verified, shown and placed in time', async () => {
  const [verified, shown, told] = await Promise.all(
    [
      ['verify', '1.0.0'],
      ['release', 'show', '1.0.0'],
      ['served-at', new Date().toISOString()],
    ].map((args) => lab.run([...args, '--store', store, '--json'])),
  );
  expect(verified?.code).toBe(0);
  expect(JSON.parse(shown?.stdout ?? '')).toMatchObject({
    serving: true,
    intact: true,
    manifest: { python: expect.stringMatching(/^3\.\d+\.\d+/) },
  });
  expect(JSON.parse(told?.stdout ?? '')).toMatchObject({
    version: '1.0.0',
    shares: [{ version: '1.0.0', percent: 100 }],
  });
});
