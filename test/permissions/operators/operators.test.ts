import { examinations } from '../../../lib/cli/deployed/doctor/registry.ts';
import { doctorNeeds, operatorNeeds } from '../../../lib/core/operator/needs.ts';
import { allowed, pointless, unused } from '../checks/unused.ts';
import { proves } from '../proves.ts';
import { ofOperators } from '../reasons.ts';
import { operatorRole } from './roles.ts';
import { recordedOperators } from './story.ts';

const recorded = proves(recordedOperators);

test('every command was given, and asked AWS for something', () => {
  const callers = new Set(recorded().sdkCalls.map(({ caller }) => caller));
  expect(Object.keys(operatorNeeds).filter((command) => !callers.has(operatorRole(command)))).toEqual([]);
});

test("every action in a command's policy is one that it was seen to use, or has its reason", () => {
  const all = allowed(recorded().deployed, recorded().calls).filter(({ role }) => role.startsWith(operatorRole('')));
  expect(all.length).toBeGreaterThan(100);
  expect(unused(all, ofOperators)).toEqual([]);
  expect(pointless(all, ofOperators)).toEqual([]);
});

test('what the doctor says that it needs is what its policy allows', () => {
  const said = new Set(Object.values(examinations).flatMap(({ actions }) => actions));
  const granted = new Set(doctorNeeds.flatMap(({ actions }) => actions));
  // Opening the store, which is of no one examination.
  expect([...granted].filter((action) => !said.has(action)).sort()).toEqual(['kms:Decrypt', 's3:ListBucket']);
  expect([...said].filter((action) => !granted.has(action))).toEqual([]);
});
