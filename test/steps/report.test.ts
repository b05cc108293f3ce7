import { canonicalJson } from '../../lib/core/canonical-json.ts';
import { type CodeChange, changeIdentity } from '../../lib/core/code-change.ts';
import { InputError } from '../../lib/core/errors.ts';
import type { Outcome, RunOutcome, RunRequest } from '../../lib/core/run.ts';
import { runIdOf } from '../../lib/core/run.ts';
import { layout } from '../../lib/core/store-layout.ts';
import { type ChangeNote, writeNote } from '../../lib/steps/records/change-note.ts';
import { type ReportPorts, report } from '../../lib/steps/report.ts';
import { FakeCodeReports } from '../fakes/code-reports.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { cut, promote, request, type World, world } from './world.ts';

const sha = (letter: string) => letter.repeat(40);

function push(commit = sha('a')): CodeChange {
  const from = { host: 'github' as const, repository: 'octo/iris', branch: 'main', title: 't', author: 'ada' };
  return { kind: 'push', ...from, commit, pullRequest: null, again: null };
}

const pull = (commit = sha('a'), fork = false): CodeChange => ({
  ...push(commit),
  kind: 'pull_request',
  pullRequest: { number: '17', title: 't', fork },
});

class Place {
  readonly world: World = world(new MemoryStore());
  readonly reports = new FakeCodeReports();
  readonly ports: ReportPorts = { store: this.world.store, pipeline: 'iris', reports: this.reports };

  async asked(change: CodeChange, cause: string, given: Partial<RunRequest> = {}): Promise<RunRequest> {
    const { kind } = change;
    const attempt = given.attempt ?? 1;
    const made = request({
      runId: runIdOf(kind, cause, attempt),
      machine: kind === 'push' ? 'delivery' : 'pull_request',
      trigger: { kind, detail: kind === 'push' ? 'github:octo/iris@main' : 'github:octo/iris#17' },
      cause,
      change,
      ...given,
    });
    await this.world.store.put(layout.request(made.runId), canonicalJson(made));
    return made;
  }

  async admitted({ runId }: RunRequest): Promise<void> {
    await this.world.store.put(layout.admission(runId), '{}');
  }

  async head({ pipeline, trigger, runId, requestedAt }: RunRequest): Promise<void> {
    await this.world.store.put(layout.head(pipeline, trigger.detail), canonicalJson({ runId, requestedAt }));
  }

  async ended({ runId, trigger }: RunRequest, outcome: Outcome, given: Partial<RunOutcome> = {}): Promise<void> {
    const at = '2026-11-23T09:00:00.000Z';
    const ended: RunOutcome = {
      runId,
      pipeline: 'iris',
      trigger,
      outcome,
      gate: null,
      sentence: `it was ${outcome}`,
      version: null,
      serving: null,
      executionArn: 'arn:aws:states:eu-west-1:1:execution:x:y',
      startedAt: at,
      endedAt: at,
      errorCode: null,
      ...given,
    };
    await this.world.store.put(layout.outcome(runId), canonicalJson(ended));
    await this.world.store.put(layout.comment(runId), `comment of ${runId}`);
  }

  async tell({ runId }: RunRequest): Promise<string[]> {
    const from = this.reports.told.length;
    await report({ runId }, this.ports);
    return this.reports.states().slice(from);
  }
}

describe('a pull request', () => {
  test('gets a running check, then its end with the comment', async () => {
    const place = new Place();
    const run = await place.asked(pull(), 'one');
    await place.head(run);
    await place.admitted(run);
    expect(await place.tell(run)).toEqual(['check running']);
    await place.ended(run, 'passed');
    expect(await place.tell(run)).toEqual(['check passed', 'comment']);
    expect(place.reports.told.at(-1)).toMatchObject({ number: '17', markdown: `comment of ${run.runId}` });
    expect(place.reports.told.at(-2)).toMatchObject({ title: 'it was passed', summary: `comment of ${run.runId}` });
  });

  test.each([
    ['rejected', 'failed', true],
    ['inconclusive', 'failed', true],
    ['broken', 'broken', true],
    ['superseded', 'superseded', false],
    ['requeued', 'running', false],
  ] as const)('whose run was %s has a check that is %s', async (outcome, state, commented) => {
    const place = new Place();
    const run = await place.asked(pull(), 'one');
    await place.ended(run, outcome);
    expect(await place.tell(run)).toEqual([`check ${state}`, ...(commented ? ['comment'] : [])]);
  });

  test("keeps the newer commit's comment when the older run ends later", async () => {
    const place = new Place();
    const old = await place.asked(pull(sha('a')), 'old');
    const fresh = await place.asked(pull(sha('b')), 'new', { requestedAt: '2026-01-01T00:00:09.000Z' });
    await place.head(fresh);
    await place.ended(old, 'rejected');
    expect(await place.tell(old)).toEqual(['check failed']);
    expect(place.reports.told[0]).toMatchObject({ commit: sha('a') });
  });

  test('that was asked for again on the same commit hears of the newer run alone', async () => {
    const place = new Place();
    const old = await place.asked(pull(), 'old');
    const again = await place.asked({ ...pull(), again: '1' }, 'again', { requestedAt: '2026-01-01T00:00:09.000Z' });
    await place.head(again);
    await place.ended(old, 'rejected');
    expect(await place.tell(old)).toEqual([]);
    expect(await place.tell(again)).toEqual(['check running']);
  });
});

test('of attempts of one cause, the newest speaks', async () => {
  const place = new Place();
  const first = await place.asked(push(), 'one');
  const second = await place.asked(push(), 'one', { attempt: 2 });
  await place.ended(first, 'requeued');
  expect(await place.tell(first)).toEqual([]);
  expect(await place.tell(second)).toEqual(['check running']);
});

describe('a push', () => {
  test('is a deployment from its beginning to its release, with notes of that version alone', async () => {
    const place = new Place();
    const run = await place.asked(push(), 'one');
    await place.admitted(run);
    expect(await place.tell(run)).toEqual(['check running', 'deployment in_progress']);
    await cut(place.world, { version: '1.0.0', runId: run.runId });
    await promote(place.world, '1.0.0', null);
    await place.world.store.put(
      layout.changelog('1.0.0'),
      '# Changelog\n\n## 1.0.0 - 2026-11-23\n\n### Added\n\n- all of it\n\n## 0.9.0 - 2026-11-01\n\n- old\n',
    );
    expect(await place.tell(run)).toEqual(['check passed', 'deployment success', 'release']);
    expect(place.reports.told.at(-1)).toMatchObject({
      version: '1.0.0',
      notes: '### Added\n\n- all of it',
      prerelease: false,
    });
    await place.ended(run, 'released', { version: '1.0.0', serving: '1.0.0' });
    expect(await place.tell(run)).toEqual(['check passed', 'deployment success', 'release']);
  });

  test('that broke after its release serves has passed', async () => {
    const place = new Place();
    const run = await place.asked(push(), 'one');
    await cut(place.world, { version: '2.0.0-rc.1', runId: run.runId });
    await promote(place.world, '2.0.0-rc.1', null);
    await place.ended(run, 'broken', { version: '2.0.0-rc.1', serving: '2.0.0-rc.1' });
    expect(await place.tell(run)).toEqual(['check passed', 'deployment success', 'release']);
    expect(place.reports.told.at(-1)).toMatchObject({ prerelease: true });
  });

  test('that brings what serves already has passed, and is where the deployment stands', async () => {
    const place = new Place();
    const run = await place.asked(push(), 'one');
    await place.admitted(run);
    await place.ended(run, 'passed', { serving: '1.0.0' });
    expect(await place.tell(run)).toEqual(['check passed', 'deployment success']);
    expect(place.reports.told.at(-1)).toMatchObject({ version: '1.0.0' });
  });

  test('that was taken back is a failed deployment and no release', async () => {
    const place = new Place();
    const run = await place.asked(push(), 'one');
    await place.admitted(run);
    await place.ended(run, 'rolled_back', { version: '1.0.1' });
    expect(await place.tell(run)).toEqual(['check failed', 'deployment failure']);
  });

  test('that never went on is no deployment', async () => {
    const place = new Place();
    const run = await place.asked(push(), 'one');
    await place.ended(run, 'superseded');
    expect(await place.tell(run)).toEqual(['check superseded']);
  });
});

test('a run that ends while its beginning is told is told to its end', async () => {
  const place = new Place();
  const run = await place.asked(pull(), 'one');
  let first = true;
  place.reports.meanwhile = async () => {
    if (first) await place.ended(run, 'rejected');
    first = false;
  };
  expect(await place.tell(run)).toEqual(['check running', 'check failed', 'comment']);
});

test('what the host refuses keeps nothing else from being told, and is thrown then', async () => {
  const place = new Place();
  const run = await place.asked(pull(), 'one');
  await place.ended(run, 'passed');
  const no = new InputError('repository-forbidden', 'no right to checks');
  place.reports.refuse.set('check', no);
  await expect(report({ runId: run.runId }, place.ports)).rejects.toBe(no);
  expect(place.reports.states()).toEqual(['comment']);
  place.reports.refuse.set('comment', new InputError('repository-forbidden', 'nor to comments'));
  await expect(report({ runId: run.runId }, place.ports)).rejects.toMatchObject({
    code: 'report-incomplete',
    message: 'no right to checks · nor to comments',
  });
});

test('a run that no change asked for is told to nobody', async () => {
  const place = new Place();
  await place.world.store.put(layout.request('data-1'), canonicalJson(request({ runId: 'data-1' })));
  expect(await report({ runId: 'data-1' }, place.ports)).toEqual({ told: [] });
});

describe('a change without a run', () => {
  async function noted(change: CodeChange, given: Pick<ChangeNote, 'status' | 'sentence'>) {
    const place = new Place();
    const note = { source: null, snapshot: null, runId: null, takenAt: '2026-01-01T00:00:00.000Z', change, ...given };
    await writeNote({ store: place.world.store, pipeline: 'iris' }, note);
    await report({ change: changeIdentity(change) }, place.ports);
    return place.reports.told;
  }

  test('of a fork has a check that says what a maintainer can do', async () => {
    const told = await noted(pull(sha('a'), true), { status: 'refused', sentence: 'it comes from a fork' });
    expect(told).toMatchObject([{ what: 'check', state: 'refused', title: 'not run: it comes from a fork' }]);
    expect(String(told[0]?.summary)).toContain('A maintainer who has read the code can push');
  });

  test.each([
    ['waiting-for-data', 'refused'],
    ['overtaken', 'superseded'],
  ] as const)('that is %s has a check that is %s', async (status, state) => {
    expect(await noted(push(), { status, sentence: 's' })).toMatchObject([{ what: 'check', state }]);
  });

  test.each(['started', 'taking', 'gone'] as const)('that is %s has none', async (status) => {
    expect(await noted(push(), { status, sentence: 's' })).toEqual([]);
  });

  test('is asked for again while it is not noted yet', async () => {
    const place = new Place();
    await expect(report({ change: 'f'.repeat(64) }, place.ports)).rejects.toMatchObject({ code: 'record-missing' });
  });
});
