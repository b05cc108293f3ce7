import { layout } from '../../lib/core/store-layout.ts';
import { publish } from '../../lib/steps/publish.ts';
import { request, served } from './world.ts';

test('the release that this run brought into production is announced', async () => {
  const ports = await served();
  expect(await publish({ runId: 'data-1', executionArn: 'arn' }, ports)).toEqual({ version: '1.0.0' });
  expect(ports.announced).toEqual(['iris 1.0.0 is in production: the first release']);
});

test('a release of another run is not announced again', async () => {
  const ports = await served();
  await ports.store.put(layout.request('data-2'), JSON.stringify(request({ runId: 'data-2' })));
  expect(await publish({ runId: 'data-2', executionArn: 'arn' }, ports)).toEqual({ version: null });
  expect(ports.announced).toEqual([]);
});
