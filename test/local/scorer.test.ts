import { ensureRouter } from '../../lib/local/router/client.ts';
import { LocalScorer } from '../../lib/local/scorer.ts';
import { fakeSpec, temporaryFolders } from '../support/local-router.ts';

const folders = temporaryFolders();
afterEach(() => folders.cleanUp());

test('answers come as they are: parsed where JSON, text where not, with status and latency', async () => {
  const folder = folders.make();
  const router = await ensureRouter(folder);
  const late = fakeSpec(folder, { FAKE_DELAY_MS: '60000' }, { answerTimeLimitSeconds: 0.1 });
  await Promise.all([
    router.putVersion('good', fakeSpec(folder)),
    router.putVersion('talker', fakeSpec(folder, { FAKE_BODY: 'NaN, mostly' })),
    router.putVersion('failing', fakeSpec(folder, { FAKE_STATUS: '500' })),
    router.putVersion('late', late),
  ]);
  const scorer = new LocalScorer(router);
  const good = await scorer.predict('good', [[1], [2], [3]]);
  expect(good).toMatchObject({ status: 200, body: { predictions: [0, 0, 0], by: 'good' } });
  expect(good.latencyMs).toBeGreaterThan(0);
  expect(await scorer.predict('talker', [])).toMatchObject({ status: 200, body: 'NaN, mostly' });
  expect(await scorer.predict('failing', [[1]])).toMatchObject({ status: 500 });
  expect(await scorer.predict('late', [[1]])).toMatchObject({
    status: 504,
    body: { error: { code: 'answer-timed-out' } },
  });
  await expect(scorer.predict('unknown', [])).rejects.toMatchObject({ code: 'unknown-version' });
});
