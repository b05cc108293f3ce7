import type { Place } from '../../../lib/cli/place.ts';
import { estimateOf } from '../../core/cost/facts.ts';
import { cli } from '../fake-place.ts';

test('cost prints sums, a line for each thing, what was assumed, what is left out, and where prices are from', async () => {
  const { code, out } = await cli(['cost', '--runs-per-month', '4']);
  expect(code).toBe(0);
  expect(out).toMatch(/^iris in us-east-1: \$[\d.]+ a run, \$[\d.]+ a month, of which \$[\d.]+ without any run or/);
  expect(out).toMatch(/^each run +CodeBuild +\$0\.0300 +3 minutes +checks$/m);
  expect(out).toMatch(/^a month, whatever happens +CloudWatch +\$0\.30 +3 metrics of alarms +metrics of alarms$/m);
  expect(out).toMatch(/^ {2}--runs-per-month +4 runs /m);
  expect(out).toMatch(/^Not in it: free tiers; /m);
  expect(out).toMatch(/^ {2}CodeBuild +2026-05 +https:\/\/aws\.amazon\.com\/codebuild\/pricing\/$/m);
});

test('what has no price is unknown, and not free', async () => {
  const training = { kind: 'instances', size: 'ml.p9.huge', count: 1, spot: false } as const;
  const { out } = await cli(['cost'], { cost: async ({ region }) => estimateOf(region, {}, { training }) });
  expect(out).toMatch(/^each run +SageMaker +unknown /m);
});

test('cost takes a template, a region and every assumption, and tells them as JSON', async () => {
  const asked: unknown[] = [];
  const cost: NonNullable<Parameters<typeof cli>[1]>['cost'] = async (request) => {
    asked.push(request);
    return estimateOf(request.region, request.assumptions);
  };
  const options = ['--template', 't.json', '--region', 'eu-west-1', '--data-gb', '2.5', '--answer-ms', '7'];
  const { code, out } = await cli(['cost', 'w', ...options, '--format', 'json'], { cost });
  expect(code).toBe(0);
  const assumptions = { dataGb: 2.5, answerMs: 7 };
  expect(asked).toEqual([{ workload: 'w', template: 't.json', region: 'eu-west-1', assumptions }]);
  expect(JSON.parse(out)).toMatchObject({ pipeline: 'iris', region: 'eu-west-1' });
});

test('a region without prices and a number that is none are told with what is allowed', async () => {
  expect(await cli(['cost', '--region', 'mars-1'])).toMatchObject({
    code: 64,
    err: expect.stringMatching(/us-east-1/),
  });
  expect(await cli(['cost', '--data-gb', 'much'])).toMatchObject({ code: 64, err: expect.stringMatching(/above 0/) });
});

test('an id of a run asks what that run did cost, and a folder of that name is written with its path', async () => {
  const { code, out } = await cli(['cost', 'data-5f1c2a77b0de-1']);
  expect(code).toBe(0);
  expect(out).toMatch(
    /^data-5f1c2a77b0de-1 would have cost on AWS, had it taken as long there, at prices of us-east-1: about/,
  );
  expect(out).toMatch(/^Step Functions +<?\$0\.0001 +3 state transitions +1 executions$/m);
  expect(JSON.parse((await cli(['cost', 'data-5f1c2a77b0de-1', '--format', 'json'])).out)).toMatchObject({
    place: 'local',
  });
  expect((await cli(['cost', './data-5f1c2a77b0de-1'])).out).toMatch(/^iris in us-east-1: /);
});

test('cost --like takes what a run took, and an option beside it counts', async () => {
  const asked: object[] = [];
  const changes = {
    measured: async () => ({ stepSeconds: 2, trainingMinutes: 7 }),
    cost: async (request: Parameters<Place['cost']>[0]) => {
      asked.push(request.assumptions);
      return estimateOf(request.region, request.assumptions);
    },
  };
  await cli(['cost', 'examples/iris', '--like', 'data-5f1c2a77b0de-1', '--step-seconds', '9'], changes);
  expect(asked).toEqual([{ stepSeconds: 9, trainingMinutes: 7 }]);
  expect(await cli(['cost', 'data-5f1c2a77b0de-1', '--like', 'data-5f1c2a77b0de-1'])).toMatchObject({ code: 64 });
});
