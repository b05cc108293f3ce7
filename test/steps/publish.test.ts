import { layout } from '../../lib/core/store-layout.ts';
import { publish } from '../../lib/steps/publish.ts';
import { cut, promote, request, served, world } from './world.ts';

test('the release that this run brought into production is announced', async () => {
  const ports = await served();
  expect(await publish({ runId: 'data-1', executionArn: 'arn' }, ports)).toEqual({ version: '1.0.0' });
  expect(ports.announced).toEqual(['iris 1.0.0 is in production: the first release']);
});

test('the image of a release is named by its version and as the latest, where an image was built', async () => {
  const tagged: unknown[] = [];
  const images = { tag: async (digest: string, tags: string[]) => void tagged.push([digest, tags]) };
  const ports = await served();
  await publish({ runId: 'data-1', executionArn: 'arn' }, { ...ports, images });
  expect(tagged).toEqual([]);
  const built = world();
  await cut(built, {
    version: '1.0.0',
    runId: 'data-1',
    image: { kind: 'image', digest: 'sha256:aa', uri: 'r@sha256:aa' },
  });
  await built.store.put(layout.request('data-1'), JSON.stringify(request({ runId: 'data-1' })));
  await promote(built, '1.0.0', null);
  await publish({ runId: 'data-1', executionArn: 'arn' }, { ...built, images });
  expect(tagged).toEqual([['sha256:aa', ['1.0.0', 'latest']]]);
});

test('a release of another run is not announced again', async () => {
  const ports = await served();
  await ports.store.put(layout.request('data-2'), JSON.stringify(request({ runId: 'data-2' })));
  expect(await publish({ runId: 'data-2', executionArn: 'arn' }, ports)).toEqual({ version: null });
  expect(ports.announced).toEqual([]);
});
