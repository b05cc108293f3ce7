import type { Finding } from '../../../lib/core/doctor.ts';
import { LocalPlace } from '../../../lib/local/place.ts';
import { cli } from '../fake-place.ts';

const finding = (state: Finding['state'], check = 'alarms'): Finding => ({
  ...{ check, state, sentence: `it is ${state}` },
  mend: state === 'ok' ? null : 'Mend it.',
});
const told = (...findings: Finding[]) => ({ doctor: async () => findings });

test('doctor prints a line for each check, and what to do under what is not well', async () => {
  const { out } = await cli(
    ['doctor'],
    told(finding('ok', 'lease'), finding('fail'), finding('warn'), finding('unknown')),
  );
  expect(out.split('\n')).toEqual([
    '✓ ok       lease   it is ok',
    '✕ fail     alarms  it is fail',
    '                   Mend it.',
    '! warn     alarms  it is warn',
    '                   Mend it.',
    '? unknown  alarms  it is unknown',
    '                   Mend it.',
    '',
  ]);
});

test.each([
  [['ok', 'warn'], 0],
  [['warn', 'unknown'], 2],
  [['unknown', 'fail', 'ok'], 1],
] as const)('%j ends with %i', async (states, code) => {
  expect(await cli(['doctor'], told(...states.map((state) => finding(state))))).toMatchObject({ code });
});

test('doctor tells the same as JSON', async () => {
  const { out } = await cli(['doctor', '--format', 'json'], told(finding('warn')));
  expect(JSON.parse(out)).toEqual([finding('warn')]);
});

test('a template is handed on, and has no effect on a laptop', async () => {
  const asked: unknown[] = [];
  const doctor = async (template?: string) => {
    asked.push(template);
    return [];
  };
  await cli(['doctor', '--pipeline', 'iris', '--template', 'iris.json'], { doctor });
  expect(asked).toEqual(['iris.json']);
  await expect(new LocalPlace('nowhere').doctor('iris.json')).rejects.toMatchObject({ code: 'no-effect' });
});
