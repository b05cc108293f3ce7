import { Logger } from '@aws-lambda-powertools/logger';
import { step } from '../../lambda/recover.ts';
import { layout } from '../../lib/core/store-layout.ts';
import type { Ports } from '../../lib/ports.ts';
import { world } from '../steps/world.ts';

/** What the handler logs beside an answer or instead of one. */
async function answered(ports: Ports) {
  const logger = new Logger({ serviceName: 'recover' });
  const warned = jest.spyOn(logger, 'warn').mockImplementation(() => {});
  const answer = await step({}, ports, { logger }).catch((error: Error) => error);
  return { answer, warned: warned.mock.calls.map(([sentence]) => sentence) };
}

function withoutStore(fails: () => Error): Ports {
  const ports = world();
  jest.spyOn(ports.store, 'get').mockImplementation(() => Promise.reject(fails()));
  jest.spyOn(ports.store, 'list').mockImplementation(() => {
    throw fails();
  });
  return ports;
}

test('a recovery that failed is what is thrown, also where looking around fails after it', async () => {
  let failures = 0;
  const { answer, warned } = await answered(
    withoutStore(() => {
      failures += 1;
      return new Error(`failure ${failures}`);
    }),
  );
  expect(answer).toEqual(new Error('failure 1'));
  expect(failures).toBeGreaterThan(1);
  expect(warned).toEqual(['looking around failed too']);
});

test('where the recovery failed, what is wrong still is told all the same', async () => {
  const ports = world();
  const lease = { holder: 'arn:of:nobody', runId: 'data-1', token: 1, acquiredAt: '2026-01-01T00:00:00.000Z' };
  await ports.store.put(layout.lease(''), JSON.stringify(lease));
  ports.executions.statuses.set(lease.holder, 'FAILED');
  jest.spyOn(ports.store, 'list').mockImplementation(() => {
    throw new Error('not now');
  });
  expect(await answered(ports)).toEqual({ answer: new Error('not now'), warned: ['something is wrong still'] });
});

test('where all is well nothing is thrown and nothing is said', async () => {
  expect(await answered(world())).toEqual({ answer: { mended: [] }, warned: [] });
});
