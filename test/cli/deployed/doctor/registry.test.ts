import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { examinations } from '../../../../lib/cli/deployed/doctor/registry.ts';
import { examine } from '../../../../lib/core/doctor.ts';
import { localExaminations } from '../../../../lib/local/doctor/registry.ts';
import { patient } from './patient.ts';

const filesIn = (folder: string) =>
  readdirSync(join(import.meta.dirname, '../../../../lib', folder)).map((file) => file.replace(/\.ts$/, ''));

test('each file is one check and each check one file, named alike', () => {
  expect(Object.keys(examinations).sort()).toEqual(filesIn('cli/deployed/doctor/checks').sort());
  expect(Object.keys(localExaminations).sort()).toEqual(filesIn('local/doctor/checks').sort());
});

test('each says what it needs, as IAM names it, and only reads', () => {
  for (const { actions } of Object.values(examinations))
    for (const action of actions) expect(action).toMatch(/^[a-z0-9]+:(Get|List|Describe|Simulate)[A-Za-z]+$/);
});

test('whoever may see nothing is told so of each, with what to allow, and nothing is called well', async () => {
  const { place, ...blind } = await patient();
  const findings = await examine(examinations, { ...blind, place });
  const seen = findings.filter(({ state }) => state !== 'unknown').map(({ check }) => check);
  // What the store tells, and what is not there to be looked at.
  expect([...new Set(seen)]).toEqual(['lease', 'secrets', 'webhook', 'spending']);
  expect(findings.find(({ check }) => check === 'alarms')?.mend).toBe(
    'Allow cloudwatch:DescribeAlarms, or look yourself.',
  );
});
