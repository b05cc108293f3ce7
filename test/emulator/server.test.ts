import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listenersOf, loopback } from '../support/ministack/listeners.ts';
import { startEmulator } from '../support/ministack/server.ts';

test('the emulator listens on loopback and nowhere else, and ends when it is told to', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-listeners-'));
  const emulator = await startEmulator({}, join(folder, 'emulator.log'));
  expect(listenersOf(emulator.pid ?? 0)).toEqual([loopback]);
  expect((await fetch(emulator.endpoint)).status).toBeLessThan(500);
  await emulator.stop();
  await expect(fetch(emulator.endpoint)).rejects.toThrow();
  rmSync(folder, { recursive: true });
});
