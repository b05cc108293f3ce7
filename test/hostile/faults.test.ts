import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '../../lib/cli/cli.ts';
import { lazyLocalPlace } from '../../lib/cli/lazy-place.ts';
import { LocalPlace } from '../../lib/local/place.ts';
import { connectRouter } from '../../lib/local/router/client.ts';
import { fakeTerminal } from '../cli/fake-place.ts';
import { Lab, stored } from '../local/place/lab.ts';
import { invoke } from '../support/local-router.ts';

jest.setTimeout(120_000);

const lab = new Lab();
const store = lab.store();

/** Everything that says what serves; byte for byte. */
function pointers(): Record<string, string> {
  const kinds = ['releases', 'channels', 'rollouts'];
  const files = kinds.flatMap((kind) =>
    readdirSync(join(store, 'store', kind), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return Object.fromEntries(files.map((file) => [file, readFileSync(file, 'utf8')]));
}

async function served(): Promise<unknown> {
  const router = await connectRouter(join(store, 'router'));
  if (!router) throw new Error('the router does not run');
  const { status, servable } = await invoke(router.frontUrl, { instances: [{ degrees: 30 }] });
  return { route: await router.route(), status, servable };
}

/** In this process: what a run costs beside the workload's own commands counts ten times here. */
async function run(workload: string, more: string[]) {
  const { dependencies, written } = fakeTerminal();
  const args = ['run', workload, ...more, '--store', store];
  const code = await runCli(args, { ...dependencies, openPlace: async () => lazyLocalPlace(store) });
  return { code, stdout: written.out, stderr: written.err };
}

beforeAll(async () => {
  process.env.SIGNALBOX_CACHE = lab.cache;
  expect(await run(lab.workload(), ['--data', lab.days()])).toMatchObject({ code: 0, stderr: '' });
});

afterAll(async () => {
  await new LocalPlace(store).down();
  const left = lab.processes();
  lab.close();
  expect(left).toEqual([]);
});

function changed(file: string, from: string | RegExp, to: string): Record<string, string> {
  return { [file]: readFileSync(join(import.meta.dirname, '../local/place/workload', file), 'utf8').replace(from, to) };
}

const sleeps = 'import time\ntime.sleep(600)\n';

test.each<[string, Record<string, string>, string, RegExp]>([
  ['exits 1', { 'train.py': 'raise SystemExit(1)' }, 'train', /the training exited with code 1;/i],
  ['says why it fails', { 'train.py': '1/0' }, 'train', /exited with code 1; its last lines: .*division by zero/],
  ['hangs past its limit', { 'train.py': sleeps }, 'train', /the training timed out after 3 s;/i],
  [
    'writes no model',
    { 'train.py': 'print("done")' },
    'train',
    /exited with code 0 but wrote no model into SM_MODEL_DIR/,
  ],
])('a training that %s is rejected in one sentence, and what serves serves on', async (_, files, gate, says) => {
  await expectRejected(files, gate, says);
});

test.each<[string, Record<string, string>, RegExp]>([
  [
    'never becomes ready',
    { 'serve.py': sleeps },
    /did not become ready: \/ping did not answer 200 within 3 s; it refused/,
  ],
  ['ends at start', { 'serve.py': '1/0' }, /it exited with code 1 at start; its last lines: .*division by zero/],
  [
    'answers what is not JSON',
    changed('serve.py', 'json.dumps(document)', '"<html>"'),
    /answered something that is not JSON: <html>/,
  ],
  ['answers NaN', changed('serve.py', 'float(label == "cold")', 'float("nan")'), /answered NaN, which is not JSON/],
  [
    'answers JSON of another shape',
    changed('serve.py', '{"predictions": ', '{"answers": '),
    /answered JSON of another shape: predictions/,
  ],
  [
    'answers too few predictions',
    changed('serve.py', 'for each in instances]', 'for each in instances[1:]]'),
    /answered \d+ predictions to \d+ instances/,
  ],
  [
    'answers too late',
    changed('serve.py', '        instances = json', '        __import__("time").sleep(3)\n        instances = json'),
    /answered HTTP 504/,
  ],
  [
    'answers 500',
    changed('serve.py', 'send_response(200)', 'send_response(500 if self.command == "POST" else 200)'),
    /answered HTTP 500/,
  ],
])('a server that %s is rejected in one sentence, and what serves serves on', async (_, files, says) => {
  await expectRejected(files, 'model', says);
});

async function expectRejected(files: Record<string, string>, gate: string, says: RegExp): Promise<void> {
  const before = { pointers: pointers(), served: await served() };
  const { code, stdout, stderr } = await run(lab.workload(files), ['--trigger', 'push']);
  const verdicts = stdout.split('\n').filter((line) => line.startsWith('✕ rejected'));
  expect(verdicts).toEqual([expect.stringMatching(says)]);
  expect(verdicts[0]).toContain(`at the ${gate} gate`);
  expect(verdicts[0]).toMatch(/; 1\.0\.0 serves on$/);
  expect(`${stdout}${stderr}`).not.toMatch(/^ +at .*\.ts:\d+/m);
  expect(stderr).toBe('');
  expect(code).toBe(1);
  expect({ pointers: pointers(), served: await served() }).toEqual(before);
  expect(stored(store, 'leases/warmth.json')).toMatchObject({ holder: null });
  expect(lab.processes().filter((one) => one.includes('train.py'))).toEqual([]);
}
