import { existsSync, rmSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Teardown, TeardownRequest } from '../core/teardown.ts';
import { type Found, tearDown } from '../steps/tear-down.ts';
import type { Folders } from './folders.ts';
import { stopRouter } from './router/client.ts';
import { lockHolder } from './router/process-lock.ts';
import { filesIn } from './router/state.ts';

/** What was delivered to this folder: processes that serve, and files; of the folder itself only what we made. */
export async function tearDownHere(folders: Folders, request: TeardownRequest): Promise<Teardown> {
  const { root, router, data, store, executions, approvals, assembly } = folders;
  const kept: Array<[path: string, what: string]> = [
    [data, 'drops of data'],
    [executions, 'journals of runs'],
    [approvals, 'requests for approval'],
    [assembly, 'synthesized definitions'],
    [router, 'where the router was'],
    [store, 'releases, models and their evidence'],
  ];
  const files = await Promise.all(kept.filter(([path]) => existsSync(path)).map(([path, what]) => folder(path, what)));
  return tearDown({ name: basename(root), found: [...serving(router), ...files], blocked: null }, request);
}

function serving(router: string): Found[] {
  const running = existsSync(router) ? lockHolder(filesIn(router).lock) : undefined;
  if (!running) return [];
  const what = 'the router and its model servers';
  const remove = async () => {
    await stopRouter(router);
  };
  return [{ kind: 'process', name: String(running.pid), what, dollarsPerMonth: 0, isData: false, remove }];
}

async function folder(path: string, what: string): Promise<Found> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const sizes = entries.filter((entry) => entry.isFile()).map((entry) => stat(join(entry.parentPath, entry.name)));
  const bytes = (await Promise.all(sizes)).reduce((sum, { size }) => sum + size, 0);
  return {
    kind: 'folder',
    name: path,
    what: `${what}, ${(bytes / 1e6).toFixed(1)} MB`,
    dollarsPerMonth: 0,
    isData: true,
    remove: async () => rmSync(path, { recursive: true, force: true }),
  };
}
