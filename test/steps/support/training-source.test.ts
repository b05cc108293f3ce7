import type { CodeHost } from '../../../lib/code-host-ports.ts';
import type { CodeChange } from '../../../lib/core/code-change.ts';
import { writeNote } from '../../../lib/steps/records/change-note.ts';
import { trainingSource } from '../../../lib/steps/support/training-source.ts';
import { intakeWorld, putSource } from '../intake-world.ts';
import { cut, promote } from '../world.ts';

const commit = 'c'.repeat(40);
const push: CodeChange = {
  kind: 'push',
  host: 'github',
  repository: 'octo/iris',
  branch: 'main',
  commit,
  pullRequest: null,
  title: '',
  author: '',
  again: null,
};

/** A place with a deployed workload, a newer push and, over both, a champion; each with a policy of its own. */
async function place(connected: boolean) {
  const ports = await intakeWorld({ minRows: 1 });
  const code = connected ? ({} as CodeHost) : null;
  const note = { status: 'waiting-for-data' as const, sentence: '', snapshot: null, runId: null, takenAt: '' };
  const pushed = async () => {
    const digest = await putSource(ports.store, { minRows: 2 });
    await writeNote(ports, { ...note, change: push, source: { digest, commit } });
  };
  const released = async () => {
    const digest = await putSource(ports.store, { minRows: 3 });
    await cut(ports, { version: '1.0.0', source: { digest, commit: null } });
    await promote(ports, '1.0.0', null);
  };
  return { ports: { ...ports, code }, pushed, released };
}

const minRows = async ({ ports }: Awaited<ReturnType<typeof place>>) =>
  (await trainingSource(ports))?.policy.data.arrival.minRows;

test('with a repository, data is trained with the champion’s code, before it with the newest push, before that as deployed', async () => {
  const connected = await place(true);
  expect(await minRows(connected)).toBe(1);
  await connected.pushed();
  expect(await minRows(connected)).toBe(2);
  expect(await trainingSource(connected.ports)).toMatchObject({ commit });
  await connected.released();
  expect(await minRows(connected)).toBe(3);
});

test('without one, what was deployed is trained with, whatever serves', async () => {
  const alone = await place(false);
  await alone.released();
  expect(await minRows(alone)).toBe(1);
});

test('before there is any code there is none', async () => {
  const { ports } = await place(true);
  expect(await trainingSource({ ...ports, deployed: async () => null })).toBeUndefined();
});
