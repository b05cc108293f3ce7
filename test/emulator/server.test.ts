import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listenersOf, loopback } from '../support/ministack/listeners.ts';
import { type Emulator, startEmulator } from '../support/ministack/server.ts';

const answers = ({ endpoint, certificate }: Emulator) => {
  const ca = existsSync(certificate) ? readFileSync(certificate) : undefined;
  return new Promise((resolve) => {
    get(endpoint, { ca }, (answer) => resolve(answer.resume().statusCode !== undefined)).on('error', () =>
      resolve(false),
    );
  });
};

test('the emulator listens on loopback and nowhere else, and ends when it is told to', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-listeners-'));
  const emulator = await startEmulator({}, join(folder, 'emulator.log'));
  expect(listenersOf(emulator.pid ?? 0)).toEqual([loopback]);
  expect(await answers(emulator)).toBe(true);
  await emulator.stop();
  expect(await answers(emulator)).toBe(false);
  rmSync(folder, { recursive: true });
});
