import { sha256 } from '../../../lib/core/sha256.ts';
import { layout } from '../../../lib/core/store-layout.ts';
import { adoptCandidate, imageOf } from '../../../lib/steps/support/candidate.ts';
import { served, type World, world } from '../world.ts';

async function trained(ports: World, runId: string, model: string, image?: string): Promise<void> {
  await ports.store.put(layout.trainedModel(runId), model);
  if (image) await ports.store.put(layout.image(runId), JSON.stringify({ kind: 'image', digest: image, uri: 'r@i' }));
}

test('a candidate is named by source, image and model, and its model is filed under its digest', async () => {
  const ports = world();
  await trained(ports, 'data-2', 'weights', 'image');
  const candidate = await adoptCandidate('data-2', 'source', ports);
  const modelDigest = sha256('weights');
  expect(candidate).toEqual({
    id: sha256(['source', 'image', modelDigest].join('\n')).slice(0, 12),
    sourceDigest: 'source',
    imageDigest: 'image',
    imageUri: 'r@i',
    modelDigest,
  });
  expect(new TextDecoder().decode((await ports.store.get(layout.model(modelDigest)))?.bytes)).toBe('weights');
  expect(await adoptCandidate('data-2', 'source', ports)).toEqual(candidate);
});

test('equal content is one servable, whichever run made it; any difference is another', async () => {
  const ports = world();
  await trained(ports, 'a', 'weights', 'image');
  await trained(ports, 'b', 'weights', 'image');
  await trained(ports, 'c', 'other weights', 'image');
  await trained(ports, 'd', 'weights', 'other image');
  const id = async (runId: string, source = 'source') => (await adoptCandidate(runId, source, ports)).id;
  expect(await id('b')).toBe(await id('a'));
  expect(new Set([await id('a'), await id('c'), await id('d'), await id('a', 'other source')]).size).toBe(4);
});

test("without an image of its own, a run's model goes into the champion's", async () => {
  const ports = await served();
  expect(await imageOf('data-2', ports)).toEqual({ kind: 'bundle', digest: 'source', uri: null });
  await trained(ports, 'data-2', 'weights', 'image');
  expect((await imageOf('data-2', ports)).digest).toBe('image');
  await expect(imageOf('data-2', world())).rejects.toMatchObject({ code: 'image-missing', fault: 'ours' });
});

test('a training that left no model is told in these words', async () => {
  await expect(adoptCandidate('data-2', 'source', world())).rejects.toMatchObject({
    code: 'model-missing',
    message: 'training ended well but left no model at runs/data-2/train/model.tar.gz',
  });
});
