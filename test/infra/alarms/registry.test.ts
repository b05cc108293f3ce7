import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alarmKinds } from '../../../lib/infra/alarms/registry.ts';

const root = join(import.meta.dirname, '../../..');
const ids = Object.keys(alarmKinds);

test('an alarm is one file of its name and one line', () => {
  const around = ['alarm-kind.ts', 'alarms.ts', 'metrics.ts', 'registry.ts'];
  const files = readdirSync(join(root, 'lib/infra/alarms')).filter((file) => !around.includes(file));
  expect(files.map((file) => file.replace('.ts', '')).sort()).toEqual([...ids].sort());
});

test('every alarm says what is wrong in one sentence, and no two the same', () => {
  const said = Object.values(alarmKinds).map(({ says }) => says);
  expect(new Set(said).size).toBe(ids.length);
  for (const says of said) expect(says).toMatch(/^[a-zA-Z][^.]{30,160}[^. ]$/);
});

test('the runbook has a section for every alarm, in the same order, and for no other: meaning, look here, do this', () => {
  const runbook = readFileSync(join(root, 'docs/runbook.md'), 'utf8');
  const alarms = runbook.slice(runbook.indexOf('\n## Alarms\n'), runbook.indexOf('\n## Dead letters\n'));
  const sections = alarms.split('\n### ').slice(1);
  expect(sections.map((section) => section.slice(0, section.indexOf('\n')))).toEqual(ids);
  for (const section of sections) {
    const [, ...parts] = section.trim().split(/\n\n(?=```sh\n)|\n```\n\n|\n\n(?=[A-Z])|\n```$/);
    expect(parts.filter(Boolean).map((part) => (part.startsWith('```sh\n') ? 'commands' : 'words'))).toEqual([
      'words',
      'commands',
      'words',
      'commands',
    ]);
  }
});
