import { models } from '../../../../lib/cli/deployed/teardown/models.ts';
import { leftover, refuses } from './leftover.ts';

test('configurations and models of this endpoint and of its pull requests are found, and no others', async () => {
  const missing = refuses('ValidationException', 'Could not find');
  const it = leftover(
    {
      ListEndpointConfigs: () => ({
        EndpointConfigs: [
          'iris-model-c-1',
          'iris-model-pr-proof-2',
          'iris-model-b-c-3',
          'iris-model-c-c-4',
          'iris-model-proof-c-5',
        ].map((EndpointConfigName) => ({
          EndpointConfigName,
        })),
      }),
      ListModels: () => ({
        Models: ['iris-model-m-1', 'iris-model-pr-m-2', 'iris-models-m-3', 'iris-model-m-m-4'].map((ModelName) => ({
          ModelName,
        })),
      }),
      DeleteEndpointConfig: missing,
      DeleteModel: missing,
    },
    { served: null, endpoint: 'iris-model' },
  );
  const found = await models(it);
  expect(found.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'configuration iris-model-c-1',
    'configuration iris-model-pr-proof-2',
    'model iris-model-m-1',
    'model iris-model-pr-m-2',
  ]);
  for (const one of found) await one.remove();
  expect(it.sent.filter((name) => name.startsWith('Delete'))).toHaveLength(4);
});
