import { lease } from '../../../../../lib/cli/deployed/doctor/checks/lease.ts';
import { acquireLease } from '../../../../../lib/steps/records/lease.ts';
import { patient } from '../patient.ts';

async function held(status: 'RUNNING' | 'FAILED', minutes: number) {
  const seen = await patient();
  await acquireLease(seen.ports, 'iris', { runId: 'data-9', executionArn: 'arn:data-9' });
  seen.ports.executions.statuses.set('arn:data-9', status);
  seen.ports.clock.advance(minutes * 60);
  return lease.look(seen);
}

test('nobody, and a run at work, are well', async () => {
  expect(await lease.look(await patient())).toMatchObject([{ state: 'ok', sentence: 'it is free' }]);
  expect(await held('RUNNING', 60)).toMatchObject([{ state: 'ok', sentence: 'data-9 holds it and is at work' }]);
});

test('a day of work is worth a look', async () => {
  expect(await held('RUNNING', 1_500)).toMatchObject([{ state: 'warn', sentence: 'data-9 has held it for 25 h' }]);
});

test('an execution that ended is recovered within minutes, and stuck after that', async () => {
  expect(await held('FAILED', 5)).toMatchObject([{ state: 'warn' }]);
  expect(await held('FAILED', 20)).toMatchObject([
    { state: 'fail', sentence: expect.stringMatching(/data-9 holds it since .*, and its execution is FAILED/) },
  ]);
});
