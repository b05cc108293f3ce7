import { layout } from '../../lib/core/store-layout.ts';
import { ended, ending, promoted } from './ending.ts';
import { statesOf } from './histories.ts';
import type { ScenarioPlace } from './place.ts';
import { championPlace } from './scenario.ts';
import { drops, pushed, withPolicy } from './workloads.ts';

const always = withPolicy('release: { approval: always }');

/** Lets `work` happen while a person is asked, once, after which the answer is yes. */
function whileAsked(place: ScenarioPlace, work: () => Promise<unknown>): void {
  place.around.set('approve', async (run) => {
    place.around.delete('approve');
    const asked = await run();
    await work();
    return asked;
  });
}

const approved = (place: ScenarioPlace) => place.answer(true, 'looks right');
const recordOf = async (place: ScenarioPlace, runId: string) =>
  JSON.parse(new TextDecoder().decode((await place.origin.store.get(layout.approval(runId)))?.bytes));

test('who approved, when and why is on record, and so is what was asked', async () => {
  const place = await championPlace();
  const { runId } = await place.drop(drops.more, await always);
  whileAsked(place, () => approved(place));
  await place.drain();
  expect(await ending(place, runId)).toMatchObject({ outcome: 'released', lease: 'free' });
  expect(await recordOf(place, runId)).toMatchObject({
    question: { version: '1.1.0', champion: '1.0.0', rule: 'always', verdict: 'pass' },
    answer: { approve: true, by: 'ada@example.org', reason: 'looks right', at: expect.stringMatching(/Z$/) },
    told: true,
  });
  const gate = JSON.parse(
    new TextDecoder().decode((await place.origin.store.get(layout.gate(runId, 'approval')))?.bytes),
  );
  expect(gate).toMatchObject({ verdict: 'pass', sentence: '1.1.0 was approved by ada@example.org: looks right' });
  expect(place.announced).toContain('approval');
});

test('others release and roll back while a person is asked, and then the candidate is judged against what serves', async () => {
  const place = await championPlace();
  const waiting = await place.request({ trigger: { kind: 'push', detail: 'a push' } }, await always);
  const other = await place.drop(drops.more);
  let asked = 0;
  place.around.set('approve', async (run) => {
    asked += 1;
    const output = await run();
    if (asked === 1) {
      await place.run(other);
      expect(await ending(place, other.runId)).toMatchObject({ outcome: 'released' });
    }
    await approved(place);
    return output;
  });
  await place.run(waiting);
  expect(asked).toBe(2);
  expect(await ending(place, waiting.runId)).toEqual({
    ...ended('released', null, /^released 1\.1\.0/),
    ...promoted('1.0.0', '1.0.1', '1.1.0'),
  });
  const states = await statesOf(place, waiting.runId);
  expect(states.filter((name) => name === 'JudgeModel')).toHaveLength(2);
  expect(await recordOf(place, waiting.runId)).toMatchObject({ question: { champion: '1.0.1' } });
});

test('an operator can roll back while a person is asked', async () => {
  const place = await championPlace();
  const first = await place.drop(drops.more);
  await place.drain();
  expect(await ending(place, first.runId)).toMatchObject({ outcome: 'released' });
  const { runId } = await place.request({ trigger: { kind: 'push', detail: 'a push' } }, await always);
  let asked = 0;
  place.around.set('approve', async (run) => {
    asked += 1;
    const output = await run();
    if (asked === 1) expect((await place.rollback('rollback-1')).to).toBe('1.0.0');
    await approved(place);
    return output;
  });
  await place.drain();
  expect(await ending(place, runId)).toMatchObject({ outcome: 'released', route: { stable: '1.1.0' } });
});

test('a newer release makes what waits pointless, and approving it is refused with that reason', async () => {
  const place = await championPlace();
  const older = await place.drop(drops.first, await always);
  const newer = await place.drop(drops.more);
  let refused: unknown;
  place.around.set('approve', async (run) => {
    const output = await run();
    await place.run(newer);
    refused = await approved(place).catch((thrown: unknown) => thrown);
    return output;
  });
  await place.run(older);
  expect(refused).toMatchObject({
    code: 'superseded',
    message: expect.stringMatching(/release 1\.0\.1 came from a later/),
  });
  expect(await ending(place, older.runId)).toMatchObject({ outcome: 'superseded', route: { stable: '1.0.1' } });
  await expect(place.answer(true, 'late').catch((thrown: Error) => Promise.reject(thrown))).rejects.toThrow(
    'nobody waits for approval',
  );
});

test('a run whose turn is taken when it is approved is the next, whoever else waits', async () => {
  const place = await championPlace();
  const waiting = await place.request({ trigger: { kind: 'push', detail: 'a push' } }, await always);
  const holder = await place.drop(drops.more);
  const order: string[] = [];
  let asked = 0;
  place.around.set('approve', async (run) => {
    asked += 1;
    const output = await run();
    if (asked > 1) {
      await approved(place);
      return output;
    }
    // The holder trains until the approved run has looked in vain for its turn.
    const looked = new Promise<void>((resolve) => {
      place.timer.atWait = (seconds) => {
        if (seconds === 10) resolve();
      };
    });
    const holds = new Promise<void>((resolve) => {
      place.projects.during = async (name) => {
        if (name !== 'train') return;
        resolve();
        await looked;
      };
    });
    void place.run(holder).then(() => order.push('holder'));
    await holds;
    await approved(place);
    return output;
  });
  await place.run(waiting);
  order.push('waiting');
  await place.drain();
  expect(await ending(place, waiting.runId)).toMatchObject({ outcome: 'released' });
  expect(order).toEqual(['holder', 'waiting']);
});

describe('who has to be asked', () => {
  const dropped = async (policy: string) => {
    const place = await championPlace();
    whileAsked(place, () => approved(place));
    const { runId } = await place.drop(drops.more, await withPolicy(policy));
    await place.drain();
    return { place, ending: await ending(place, runId), states: await statesOf(place, runId) };
  };

  test('major: a minor release needs nobody', async () => {
    const { states, ending: end } = await dropped('release: { approval: major }');
    expect(end).toMatchObject({ outcome: 'released' });
    expect(states).not.toContain('Approve');
  });

  test('major: one that breaks callers does', async () => {
    const { states } = await dropped('release: { approval: major, code: major }');
    expect(states).toContain('Approve');
  });

  test('overridden: only where a check was let pass', async () => {
    expect((await dropped('release: { approval: overridden }')).states).not.toContain('Approve');
  });
});

test('an answer whose command died before it was told is told by the reaper', async () => {
  const place = await championPlace();
  const { runId } = await place.request({ trigger: { kind: 'push', detail: 'a push' } }, await always);
  whileAsked(place, async () => {
    const answer = jest.spyOn(place.executions, 'answer').mockRejectedValueOnce(new Error('killed'));
    await expect(approved(place)).rejects.toThrow('killed');
    answer.mockRestore();
    expect(await place.recover()).toEqual([`run ${runId} was told what ada@example.org had answered`]);
    expect(await place.recover()).toEqual([]);
  });
  await place.drain();
  expect(await ending(place, runId)).toMatchObject({ outcome: 'released' });
});

test('of two pushes that wait for their turn, the newest is enough', async () => {
  const place = await championPlace();
  const change = (commit: string) => ({
    kind: 'push' as const,
    host: 'git' as const,
    repository: 'iris',
    branch: 'main',
    commit: commit.repeat(40),
    pullRequest: null,
    title: 'a push',
    author: 'ada',
    again: null,
  });
  const push = async (commit: string) =>
    place.request({ trigger: { kind: 'push', detail: commit }, change: change(commit) }, await pushed(`# ${commit}\n`));
  const holder = await place.drop(drops.more);
  const [older, newer] = [await push('a'), await push('b')];
  place.projects.during = async (name) => {
    if (name !== 'train') return;
    place.projects.during = () => {};
    for (const run of [older, newer]) await place.run(run);
  };
  await place.run(holder);
  await place.drain();
  const second = (run: { runId: string }) => ending(place, run.runId.replace(/-1$/, '-2'));
  expect(await second(older)).toMatchObject({ outcome: 'superseded' });
  expect(await second(newer)).toMatchObject({ outcome: 'released', route: { stable: '1.1.0' } });
});
