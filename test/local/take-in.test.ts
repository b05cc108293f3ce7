import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commitRangeSchema } from '../../lib/core/code-change.ts';
import { sealManifest } from '../../lib/core/release/manifest.ts';
import type { RunOutcome } from '../../lib/core/run.ts';
import { requestSchema } from '../../lib/core/run-schemas.ts';
import { layout } from '../../lib/core/store-layout.ts';
import { drop } from '../../lib/local/drop.ts';
import { foldersIn } from '../../lib/local/folders.ts';
import { checkOut } from '../../lib/local/git/checkout.ts';
import { localPorts } from '../../lib/local/local-ports.ts';
import { Stopwatch } from '../../lib/local/stopwatch.ts';
import { type LocalRun, takeIn } from '../../lib/local/take-in.ts';
import { openWorkload } from '../../lib/local/workload/open-workload.ts';
import { Workloads } from '../../lib/local/workload/workloads.ts';
import { beginPromotion, finishPromotion } from '../../lib/steps/records/channel.ts';
import { readJson } from '../../lib/steps/records/json-object.ts';
import { production } from '../../lib/steps/support/champion.ts';
import { readSnapshot } from '../../lib/steps/support/run-records.ts';
import { manifestBody } from '../core/release/manifest-body.ts';
import { GitRepository } from '../support/git-repository.ts';

const root = mkdtempSync(join(tmpdir(), 'signalbox-take-in-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The quickest workload, committed on `main`, with a sample; a fresh store. */
function place() {
  const repo = new GitRepository(root);
  cpSync(join(import.meta.dirname, 'place/workload'), repo.folder, { recursive: true });
  const policy = repo.read('signalbox.yaml').replace('\nlocal:\n', '\nlocal:\n  data: [days.csv]\n');
  repo.write('signalbox.yaml', policy);
  repo.write('days.csv', 'day,degrees,feels\n1,20,warm\n2,-5,cold\n');
  const commit = repo.commit('feat: first');
  const folders = foldersIn(mkdtempSync(join(root, 'store-')));
  const ports = localPorts(folders, new Workloads({ cacheDir: join(root, 'cache') }), new Stopwatch());
  const ask = async (trigger: LocalRun['trigger'], data: string[] = []) => {
    const request = { workload: repo.folder, trigger, data };
    const code = await checkOut(request, () => {});
    try {
      const opened = await openWorkload(code.folder);
      const files = data.map((file) => join(repo.folder, file));
      const prefix = files.length > 0 ? await drop(files, opened, ports.data) : undefined;
      return await takeIn({ request, code, opened, prefix }, ports, folders.root);
    } finally {
      await code.remove();
    }
  };
  const requestOf = async (runId: string) => (await readJson(ports.store, layout.request(runId), requestSchema))?.value;
  return { repo, commit, ports, ask, requestOf };
}

test('the first push runs on the data that is given, since nothing was released yet', async () => {
  const { ask, requestOf, commit } = place();
  const answered = await ask('push', ['days.csv']);
  expect(answered.status).toBe('started');
  expect(await requestOf(answered.runId)).toMatchObject({
    machine: 'delivery',
    trigger: { kind: 'push' },
    source: { commit },
    change: { kind: 'push', commit, branch: 'main' },
  });
});

test('a push without any data is refused in words', async () => {
  await expect(place().ask('push')).rejects.toMatchObject({ code: 'change-waiting-for-data' });
});

test('a pull request runs on the sample of its own commit, in the lane of pull requests', async () => {
  const { repo, ask, requestOf, ports } = place();
  repo.git('checkout', '-q', '-b', 'topic');
  repo.write('days.csv', 'day,degrees,feels\n1,20,warm\n2,-5,cold\n3,30,warm\n');
  const commit = repo.commit('feat: more days');
  const { runId } = await ask('pull_request');
  const request = await requestOf(runId);
  expect(request).toMatchObject({ machine: 'pull_request', change: { commit, branch: 'main' } });
  const { files } = await readSnapshot(ports.store, request?.snapshot ?? '');
  expect(files).toMatchObject([{ bucket: ports.names.store, key: expect.stringMatching(/^samples\/.+\/days\.csv$/) }]);
  const range = await readJson(ports.store, layout.commits(runId), commitRangeSchema);
  expect(range?.value).toMatchObject({ base: null, head: commit });
});

test('the same commit again is the same run, unless that run broke', async () => {
  const { repo, ask, ports } = place();
  repo.git('checkout', '-q', '-b', 'topic');
  repo.commit('feat: a change');
  const first = await ask('pull_request');
  expect((await ask('pull_request')).runId).toBe(first.runId);
  const outcome: RunOutcome = {
    runId: first.runId,
    pipeline: 'warmth',
    trigger: { kind: 'pull_request', detail: '' },
    outcome: 'broken',
    gate: null,
    sentence: '',
    version: null,
    serving: null,
    executionArn: 'arn',
    startedAt: '2026-11-23T09:00:00.000Z',
    endedAt: '2026-11-23T09:00:01.000Z',
    errorCode: null,
  };
  await ports.store.put(layout.outcome(first.runId), JSON.stringify(outcome));
  const second = await ask('pull_request');
  expect(second.runId).not.toBe(first.runId);
  expect((await ask('pull_request')).runId).toBe(second.runId);
});

test('data beside a change of code is refused once something serves: it would be passed over', async () => {
  const { ask, ports } = place();
  const body = manifestBody({ version: '1.0.0' });
  await ports.store.put(layout.manifest('1.0.0'), JSON.stringify(sealManifest(body)));
  const move = { version: '1.0.0', from: null, runId: body.runId, token: 1 };
  await beginPromotion(ports, production, move);
  await finishPromotion(ports, production, { ...move, reason: 'promoted' });
  await expect(ask('push', ['days.csv'])).rejects.toMatchObject({
    code: 'data-beside-code',
    message: 'a push is judged on the data of 1.0.0; drop the files by a run of their own, without --trigger',
  });
});
