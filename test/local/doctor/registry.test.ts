import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { examine, type Finding } from '../../../lib/core/doctor.ts';
import { InputError } from '../../../lib/core/errors.ts';
import type { LocalPatient } from '../../../lib/local/doctor/patient.ts';
import { localExaminations } from '../../../lib/local/doctor/registry.ts';
import { foldersIn } from '../../../lib/local/folders.ts';
import { acquireLease } from '../../../lib/steps/records/lease.ts';
import { served, type World, world } from '../../steps/world.ts';

const root = mkdtempSync(join(tmpdir(), 'signalbox-doctor-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function look(ports: World, changes: Partial<LocalPatient> = {}): Promise<Record<string, Finding>> {
  const patient: LocalPatient = {
    // The store's folder only has to be there: what is in it, the ports say.
    folders: { ...foldersIn(join(root, 'router-is-down')), store: root },
    ports: ports as never,
    version: '24.1.0',
    findPython: async () => ({ version: '3.12.1', executable: '/usr/bin/python3' }),
    verify: async (version) => ({
      version,
      hash: 'h',
      verdict: 'pass',
      sentence: `${version} is what was released`,
      checks: [],
    }),
    ...changes,
  };
  return Object.fromEntries((await examine(localExaminations, patient)).map((finding) => [finding.check, finding]));
}

test('a machine where nothing was released yet is well', async () => {
  const findings = await look(world());
  expect(Object.values(findings).map(({ state }) => state)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
});

test('what is too old or missing is told in its own words', async () => {
  const findPython = () => Promise.reject(new InputError('python-missing', 'python3 cannot be run'));
  const { node, python } = await look(world(), { version: '20.9.0', findPython });
  expect(node).toMatchObject({ state: 'fail', sentence: '20.9.0; 22.18 or newer is needed' });
  expect(python).toMatchObject({ state: 'fail', sentence: 'python3 cannot be run' });
});

test('a release that was altered, a router that is down and a lease that nobody gave back are found', async () => {
  const ports = await served();
  await acquireLease(ports, 'iris', { runId: 'data-9', executionArn: 'arn:data-9' });
  ports.executions.statuses.set('arn:data-9', 'ABORTED');
  ports.clock.advance(3_600);
  const verify: LocalPatient['verify'] = async (version) => ({
    ...{ version, hash: 'h', verdict: 'fail', sentence: `${version} is not what was released`, checks: [] },
  });
  const { store, lease, router } = await look(ports, { verify });
  expect(store).toMatchObject({ state: 'fail', sentence: '1.0.0 is not what was released' });
  expect(lease).toMatchObject({ state: 'fail', sentence: expect.stringMatching(/data-9 holds it since/) });
  expect(router).toMatchObject({ state: 'warn', sentence: 'v-1.0.0 serves, and the router is down' });
});
