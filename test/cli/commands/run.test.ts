import type { RunRequestOptions } from '../../../lib/cli/place.ts';
import type { Outcome, RunRecord } from '../../../lib/core/run.ts';
import { rejectedAtData, rejectedAtModel, releasedByCanary, rolledBack } from '../../core/report/samples.ts';
import { cli, events } from '../fake-place.ts';

test('a released run ends with one sentence and the path of its report', async () => {
  const { code, out } = await cli(['run'], { run: async () => releasedByCanary });
  expect(code).toBe(0);
  expect(out.trimEnd().split('\n').slice(-2)).toEqual([
    `✓ ${releasedByCanary.outcome.sentence}`,
    'Report: .signalbox/store/runs/data-91d07be4c3aa-1/report.html',
  ]);
});

test('a rejected run shows the failing checks with observed and allowed values, and sample rows', async () => {
  const { code, out } = await cli(['run'], { run: async () => rejectedAtData });
  expect(code).toBe(1);
  expect(out).toMatch(/fail +range +sepal_length +79 +4 to 8 +7\.9/);
  expect(out).toContain('41 of 105 rows');
  expect(out).toContain('row=3, sepal_length=53');
  expect(out).toContain('… and 38 more');
  expect(out).not.toContain('gate checks');
});

test('a gate that was told while it happened is not told again', async () => {
  const gate = rejectedAtModel.gates[2];
  if (!gate) throw new Error('the sample has a model gate');
  const { out } = await cli(['run'], {
    run: async (_request, on) => {
      on({ kind: 'gate', record: gate });
      return rejectedAtModel;
    },
  });
  expect(out.match(/gate model/g)).toHaveLength(1);
});

test.each<[Outcome, string | null, number]>([
  ['released', null, 0],
  ['requeued', null, 0],
  ['superseded', null, 0],
  ['rejected', null, 1],
  ['rolled_back', null, 1],
  ['inconclusive', null, 2],
  ['rejected', 'utf-16', 65],
  ['broken', null, 70],
])('a run that ends %s (%s) exits %i and says its sentence', async (outcome, errorCode, exit) => {
  const record: RunRecord = {
    ...rolledBack,
    outcome: { ...rolledBack.outcome, outcome, errorCode, sentence: 'So it was.' },
  };
  const { code, out } = await cli(['run'], { run: async () => record });
  expect(code).toBe(exit);
  expect(out).toContain('So it was.');
});

test('--json leaves stdout to one document and tells progress on stderr', async () => {
  const { out, err } = await cli(['run', '--json'], {
    run: async (_request, on) => {
      for (const event of events) on(event);
      return rolledBack;
    },
  });
  expect(JSON.parse(out)).toMatchObject({
    outcome: { outcome: 'rolled_back' },
    report: expect.stringContaining('.html'),
  });
  expect(err).toContain('Train');
});

test.each<[string[], RunRequestOptions]>([
  [['run'], { workload: '.', data: [], trigger: 'manual', message: undefined }],
  [
    ['run', 'w', '--data', 'a.csv', '--data', 'b.csv'],
    { workload: 'w', data: ['a.csv', 'b.csv'], trigger: 'data', message: undefined },
  ],
  [['run', '--trigger', 'push', '--message', 'm'], { workload: '.', data: [], trigger: 'push', message: 'm' }],
])('%j asks for %j', async (args, request) => {
  const asked: RunRequestOptions[] = [];
  await cli(args, {
    run: async (got) => {
      asked.push(got);
      return releasedByCanary;
    },
  });
  expect(asked).toEqual([request]);
});

test('a pull request is asked for with its commit and base, and its comment is named', async () => {
  const asked: RunRequestOptions[] = [];
  const { code, out } = await cli(['run', 'w', '--trigger', 'pull_request', '--commit', 'topic', '--base', 'trunk'], {
    run: async (request) => {
      asked.push(request);
      return { ...releasedByCanary, comment: 'runs/x/comment.md' };
    },
  });
  expect(code).toBe(0);
  expect(asked).toMatchObject([{ workload: 'w', trigger: 'pull_request', commit: 'topic', base: 'trunk' }]);
  expect(out).toContain('Comment: runs/x/comment.md\n');
});
