import { LocalPlace } from '../../../lib/local/place.ts';
import { rejectedAtData, samples } from '../../core/report/samples.ts';
import { cli } from '../fake-place.ts';

test('runs lists every run with its outcome and sentence, newest first', async () => {
  const { code, out } = await cli(['runs']);
  expect(code).toBe(0);
  const [header, ...lines] = out.trimEnd().split('\n');
  expect(header).toMatch(/^RUN +OUTCOME +VERSION +STARTED +TOOK +WHAT HAPPENED$/);
  expect(lines).toHaveLength(samples.length);
  expect(lines[4]).toContain('rolled back');
});

test('runs --limit and --json', async () => {
  expect(JSON.parse((await cli(['runs', '--limit', '2', '--json'])).out)).toHaveLength(2);
});

test('an empty store says what to do next', async () => {
  expect((await cli(['runs'], { runs: async () => [] })).out).toBe('No run yet. Start one with: signalbox run\n');
  expect((await cli(['releases'], { releases: async () => [] })).out).toBe('No release yet.\n');
});

test('show tells outcome, facts, every check and every state', async () => {
  const { code, out } = await cli(['show', rejectedAtData.request.runId]);
  expect(code).toBe(0);
  for (const said of [rejectedAtData.outcome.sentence, 'Snapshot', 'required', 'JudgeData', 'Report: '])
    expect(out).toContain(said);
});

test('show --json is the record with the path of its report', async () => {
  const { out } = await cli(['show', 'data-5f1c2a77b0de-1', '--json']);
  expect(JSON.parse(out)).toMatchObject({
    request: { runId: rejectedAtData.request.runId },
    report: expect.any(String),
  });
});

test('releases says which one serves', async () => {
  const { code, out } = await cli(['releases']);
  expect(code).toBe(0);
  expect(out).toMatch(/1\.0\.1 +serving +released .*accuracy 0\.9667 +released 1\.0\.1/);
  expect(JSON.parse((await cli(['releases', '--json'])).out)[0]).toMatchObject({ version: '1.0.1', serving: true });
});

test('rollback goes to the release before, or to the one named', async () => {
  expect(await cli(['rollback'])).toMatchObject({ code: 0, out: '1.0.0 serves again\n' });
  expect(await cli(['rollback', '0.9.0'])).toMatchObject({ code: 0, out: '0.9.0 serves again\n' });
  expect(await cli(['rollback', '--to', '0.9.0'])).toMatchObject({ code: 0, out: '0.9.0 serves again\n' });
  expect(JSON.parse((await cli(['rollback', '--json'])).out)).toMatchObject({ from: '1.0.1', to: '1.0.0' });
  expect(await cli(['rollback', '0.9.0', '--to', '1.0.0'])).toMatchObject({ code: 64 });
  expect(await cli(['rollback', '--overwrite'])).toMatchObject({ code: 64 });
});

test.each(['promote', 'pause', 'resume', 'abort'] as const)(
  '%s asks until it is done, and tells each news once',
  async (operation) => {
    const asked: unknown[] = [];
    const operate = async (request: unknown) => {
      asked.push(request);
      const pending = asked.length < 3;
      const sentence = pending ? 'traffic is on its way' : 'it is done';
      return {
        progress: pending ? ('pending' as const) : ('done' as const),
        waitSeconds: 15,
        sentence,
        from: null,
        to: null,
      };
    };
    const { code, out, err } = await cli([operation], { operate });
    expect({ code, out, err }).toEqual({ code: 0, out: 'it is done\n', err: 'traffic is on its way\n' });
    expect(asked).toEqual([{ operation }, { operation }, { operation }]);
  },
);

test('plan prints a row for each step, and ends with 1 where the plan is refused', async () => {
  const step = {
    step: { manner: 'split' as const, percent: 10, bakeSeconds: 60, deadlineSeconds: 180 },
    ...{ candidatePerSecond: 1, minRequestsSeconds: 50, catch5Seconds: 90, catch10Seconds: 30, proofSeconds: null },
    ...{ fits: false, note: 'too few requests' },
  };
  const plan = async () => ({ requestsPerSecond: 10, steps: [step], refused: 'too few requests: wait longer' });
  const { code, out } = await cli(['plan', '--requests', '10'], { plan });
  expect(code).toBe(1);
  expect(out).toMatch(/1 +10 % split +1 +50 s +30 s +90 s +never +180 s +does not fit/);
  expect(out).toContain('too few requests: wait longer');
  expect(await cli(['plan', '--requests', '-1'])).toMatchObject({ code: 64 });
});

test('approve and reject answer the run that waits', async () => {
  expect(await cli(['approve', 'r-1', '--reason', 'fine'])).toMatchObject({
    code: 0,
    out: 'run r-1 was approved: fine\n',
  });
  expect(await cli(['reject', 'r-1', '--reason', 'no'])).toMatchObject({ code: 0, out: 'run r-1 was rejected: no\n' });
  expect(JSON.parse((await cli(['reject', 'r-1', '--reason', 'no', '--json'])).out)).toMatchObject({ approved: false });
});

test('down says what it ended, or that there was nothing', async () => {
  expect((await cli(['down'])).out).toBe('the router has stopped\n');
  expect((await cli(['down'], { down: async () => [] })).out).toBe('Nothing was running.\n');
  expect(JSON.parse((await cli(['down', '--json'])).out)).toEqual(['the router has stopped']);
});

test('approvals lists who waits for a person', async () => {
  expect((await cli(['approvals'])).out).toBe('No run waits for approval.\n');
  const waits = {
    runId: 'push-7be20d8856f1-1',
    version: '2.0.0',
    champion: '1.4.0',
    rule: 'major' as const,
    verdict: 'pass' as const,
    sentence: 'all 9 checks passed',
    askedAt: '2026-11-23T08:00:00.000Z',
    expiresAt: '2026-11-24T08:00:00.000Z',
  };
  const { out } = await cli(['approvals'], { approvals: async () => [waits] });
  expect(out).toMatch(/push-7be20d8856f1-1 +2\.0\.0 +1\.4\.0 +major/);
});

test('permissions prints the policy for the commands that it is told, or for all', async () => {
  const { code, out } = await cli(['permissions', 'rollback', '--pipeline', 'iris']);
  expect(code).toBe(0);
  expect(JSON.parse(out).Statement.map(({ Sid }: { Sid: string }) => Sid)).toEqual(['Place', 'Operate']);
  expect(JSON.parse((await cli(['permissions', '--pipeline', 'iris'])).out).Statement.length).toBeGreaterThan(10);
  expect(await cli(['permissions', 'validate', '--pipeline', 'iris'])).toMatchObject({ code: 64 });
  await expect(new LocalPlace('nowhere').permissions()).rejects.toMatchObject({ code: 'nothing-deployed' });
});
