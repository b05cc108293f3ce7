import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noRoute } from '../../lib/core/rollout/traffic.ts';
import { foldersIn } from '../../lib/local/folders.ts';
import { localPorts } from '../../lib/local/local-ports.ts';
import { connectRouter } from '../../lib/local/router/client.ts';
import { RouterState } from '../../lib/local/router/state.ts';
import { Stopwatch } from '../../lib/local/stopwatch.ts';
import { Workloads } from '../../lib/local/workload/workloads.ts';

test('to look at the route starts no router: one that is down keeps the route that it will come back with', async () => {
  const root = mkdtempSync(join(tmpdir(), 'signalbox-ports-'));
  try {
    const folders = foldersIn(root);
    const { target } = localPorts(folders, new Workloads({ cacheDir: root }), new Stopwatch());
    expect(await target.observe()).toEqual(noRoute);
    const route = { ...noRoute, stable: 'v1' };
    new RouterState(folders.router).setRoute(route);
    expect(await target.observe()).toEqual(route);
    expect(await connectRouter(folders.router)).toBeUndefined();
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
