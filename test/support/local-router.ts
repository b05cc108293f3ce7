import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { stopRouter } from '../../lib/local/router/client.ts';
import { identify } from '../../lib/local/router/process-identity.ts';
import type { VersionSpec } from '../../lib/local/router/protocol.ts';

const fakeServer = join(import.meta.dirname, 'fake-model-server.mjs');

/** Temporary folders of a test file; `cleanUp` (in afterEach) ends what runs in them, whether or not the test passed. */
export function temporaryFolders() {
  const folders: string[] = [];
  return {
    make(): string {
      const folder = mkdtempSync(join(tmpdir(), 'signalbox-test-'));
      folders.push(folder);
      return folder;
    },
    async cleanUp(): Promise<void> {
      for (const folder of folders.splice(0)) {
        await stopRouter(folder);
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

/** A fake version; its server processes append their ids to `pids` of the folder. */
export function fakeSpec(
  folder: string,
  env: Record<string, string> = {},
  limits: Partial<VersionSpec> = {},
): VersionSpec {
  return {
    command: `"${process.execPath}" "${fakeServer}"`,
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', FAKE_PIDS: join(folder, 'pids'), ...env },
    readyTimeLimitSeconds: 10,
    answerTimeLimitSeconds: 5,
    ...limits,
  };
}

export function serverPids(folder: string): number[] {
  return readFileSync(join(folder, 'pids'), 'utf8').trim().split('\n').map(Number);
}

export function isAlive(pid: number): boolean {
  return identify(pid) !== undefined;
}

/** Polls until the condition holds; fails the test after `limitMs`. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, limitMs = 10_000): Promise<void> {
  for (const deadline = Date.now() + limitMs; Date.now() < deadline; await wait(10)) if (await holds()) return;
  throw new Error(`not within ${limitMs} ms: ${what}`);
}

export async function invoke(
  frontUrl: string,
  body: unknown,
): Promise<{ status: number; servable: string | null; text: string }> {
  const response = await fetch(`${frontUrl}/invocations`, { method: 'POST', body: JSON.stringify(body) });
  return {
    status: response.status,
    servable: response.headers.get('x-signalbox-servable'),
    text: await response.text(),
  };
}
