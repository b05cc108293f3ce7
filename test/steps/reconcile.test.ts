import type { CodeHost } from '../../lib/code-host-ports.ts';
import type { CodeChange } from '../../lib/core/code-change.ts';
import { codeMessage } from '../../lib/core/triggers/code.ts';
import { lookAt } from '../../lib/core/triggers/look.ts';
import { type Reconciled, reconcile, reconcileMinutes } from '../../lib/steps/reconcile.ts';
import { type ChangeNote, writeNote } from '../../lib/steps/records/change-note.ts';
import { type IntakeWorld, intakeWorld } from './intake-world.ts';

const commit = (n: number) => n.toString(16).padStart(40, '0');
const ofIris = { host: 'codecommit', repository: 'iris', branch: 'main', title: '', author: '', again: null } as const;
const push: CodeChange = { ...ofIris, kind: 'push', commit: commit(0), pullRequest: null };

function pullRequest(n: number): CodeChange {
  const about = { number: String(n), title: '', fork: false };
  return { ...ofIris, kind: 'pull_request', commit: commit(n), pullRequest: about };
}

const pullRequests = (count: number) => Array.from({ length: count }, (_, i) => pullRequest(i + 1));

async function place(heads: CodeChange[] | Error): Promise<IntakeWorld> {
  const answer = async () => {
    if (heads instanceof Error) throw heads;
    return heads;
  };
  return { ...(await intakeWorld()), code: { heads: answer } as unknown as CodeHost };
}

async function note(ports: IntakeWorld, change: CodeChange, status: ChangeNote['status']): Promise<void> {
  const none = { sentence: '', source: null, snapshot: null, runId: null, takenAt: '2026-01-01T00:00:00.000Z' };
  await writeNote(ports, { ...none, change, status });
}

const messages = ({ queue }: IntakeWorld) => queue.sent.map(({ message }) => message);

test('what the host has and nobody took in is sent to the intake, and nothing else', async () => {
  const ports = await place([push, ...pullRequests(4)]);
  await note(ports, pullRequest(1), 'started');
  await note(ports, pullRequest(2), 'refused');
  await note(ports, pullRequest(3), 'taking');
  expect(await reconcile(ports)).toEqual({
    missing: 3,
    sent: [`push main ${commit(0)}`, `pull request 3 ${commit(3)}`, `pull request 4 ${commit(4)}`],
    folders: [],
    dataAt: expect.any(String),
  });
  expect(messages(ports)).toEqual([push, pullRequest(3), pullRequest(4)].map(codeMessage));
});

test('a new commit of a pull request that was taken in is another change', async () => {
  const ports = await place([{ ...pullRequest(1), commit: commit(99) }]);
  await note(ports, pullRequest(1), 'started');
  expect((await reconcile(ports)).missing).toBe(1);
});

test('300 open pull requests come to their turn 20 at a time, each of them, with the branch always first', async () => {
  const ports = await place([push, ...pullRequests(300)]);
  // 19 beside the push: 16 times 19 is 304.
  for (let i = 0; i < 16; i += 1) {
    const { sent, missing }: Reconciled = await reconcile(ports);
    expect([sent.length, missing]).toEqual([20, 301]);
    expect(sent[0]).toBe(`push main ${commit(0)}`);
    ports.clock.advance(reconcileMinutes * 60);
  }
  expect(new Set(messages(ports).map((one) => JSON.stringify(one))).size).toBe(301);
});

test('what can never be taken in holds nobody else up', async () => {
  const stuck = pullRequests(40);
  const fine = Array.from({ length: 5 }, (_, i) => pullRequest(100 + i));
  const ports = await place([...stuck, ...fine]);
  for (let i = 0; i < 10; i += 1) {
    await reconcile(ports);
    ports.clock.advance(reconcileMinutes * 60);
  }
  expect(messages(ports)).toEqual(expect.arrayContaining(fine.map(codeMessage)));
});

test('folders with data that nobody took are looked at again, with or without a repository', async () => {
  const ports = await intakeWorld();
  ports.data.upload('incoming/iris/a/x.csv', 'x\n1\n');
  expect(await reconcile(ports)).toMatchObject({ missing: 0, sent: [], folders: ['incoming/iris/a/'] });
  expect(messages(ports)).toEqual([lookAt('incoming/iris/a/')]);
});

test('a host that fails stops no look at the data, and is heard of', async () => {
  const ports = await place(new Error('CodeCommit is away'));
  ports.data.upload('incoming/iris/a/x.csv', 'x\n1\n');
  await expect(reconcile(ports)).rejects.toThrow('CodeCommit is away');
  expect(messages(ports)).toEqual([lookAt('incoming/iris/a/')]);
});

test('data that cannot be listed stops no change, and when both fail, both are heard of', async () => {
  const ports = await place([push]);
  const broken = { ...ports, data: { ...ports.data, list: () => fails() } as unknown as IntakeWorld['data'] };
  await expect(reconcile(broken)).rejects.toThrow('S3 is away');
  expect(messages(ports)).toEqual([codeMessage(push)]);
  const both = { ...(await place(new Error('CodeCommit is away'))), data: broken.data };
  await expect(reconcile(both)).rejects.toThrow('CodeCommit is away; S3 is away');
});

function fails(): never {
  throw new Error('S3 is away');
}
