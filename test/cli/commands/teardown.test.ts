import type { Teardown, TeardownRequest } from '../../../lib/core/teardown.ts';
import { cli } from '../fake-place.ts';

const told: Teardown = {
  name: 'iris',
  remains: [
    { kind: 'endpoint', name: 'iris-model', what: '1 x ml.m5.large', dollarsPerMonth: 83.95, isData: false },
    { kind: 'bucket', name: 'iris-store', what: 'releases', dollarsPerMonth: null, isData: true },
  ],
  dollarsPerMonth: 83.95,
  removed: [],
  blocked: null,
};

test('teardown lists what is left with its price, and says how to delete it', async () => {
  const { code, out } = await cli(['teardown', '--pipeline', 'iris'], { teardown: async () => told });
  expect(code).toBe(0);
  expect(out).toMatch(/left +endpoint +iris-model +\$83\.95 +1 x ml\.m5\.large/);
  expect(out).toMatch(/data +bucket +iris-store +unknown +releases/);
  expect(out).toContain('Nothing was deleted.\nTo delete what is no data: --yes iris\n');
  expect(out).toContain('--yes iris --with-data');
});

test('teardown says what it deleted, and what stays', async () => {
  const asked: TeardownRequest[] = [];
  const teardown = async (request: TeardownRequest) => {
    asked.push(request);
    return { ...told, removed: ['iris-model'] };
  };
  const { out } = await cli(['teardown', '--pipeline', 'iris', '--yes', 'iris'], { teardown });
  expect(asked).toEqual([{ yes: 'iris', withData: false }]);
  expect(out).toMatch(/deleted +endpoint +iris-model/);
  expect(out).toContain('Data and releases stay.');
});

test('teardown of what is deployed still says what to do first', async () => {
  const { out } = await cli(['teardown'], { teardown: async () => ({ ...told, blocked: 'iris is deployed still' }) });
  expect(out).toContain('Nothing was deleted: iris is deployed still.');
});

test('of nothing there is nothing to tell', async () => {
  expect((await cli(['teardown'])).out).toBe('Nothing is left of iris.\n');
});
