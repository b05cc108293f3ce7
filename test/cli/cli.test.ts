import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from '../../lib/cli/commands/registry.ts';
import { ConflictError, InputError, InternalError, UsageError } from '../../lib/core/errors.ts';
import { cli } from './fake-place.ts';

const shared = ['command.ts', 'options.ts', 'registry.ts', 'answer.ts', 'operated.ts'];

test('every command has a file of its name and a line in the registry', () => {
  const files = readdirSync(join(import.meta.dirname, '../../lib/cli/commands')).filter((f) => !shared.includes(f));
  expect(commands.map(({ name }) => `${name}.ts`).sort()).toEqual(files.sort());
});

test.each(commands.map(({ name }) => name))(
  '`%s --help` shows an example and its exit codes, and opens no store',
  async (name) => {
    const { code, out, opened } = await cli([name, '--help']);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`Example:\\n {2}\\$ signalbox ${name}`));
    expect(out).toMatch(/Exit codes:\n {2}0 /);
    expect(out).toContain('--json');
    expect(opened).toEqual([]);
  },
);

test.each([
  [[]],
  [['nonsense']],
  [['run', '--nonsense']],
  [['show']],
  [['run', 'a', 'b']],
  [['run', '--trigger', 'moon']],
  [['run', '--trigger', 'data']],
  [['runs', '--limit', '0']],
  [['validate', 'a.csv']],
  [['validate', 'a.csv', '--contract', 'c.yaml', '--delimiter', 'ab']],
  [['reject', 'run-1']],
  [['show', 'nope']],
  [['cost', '--like', '../x']],
  [['run', '']],
  [['run', '--data', '']],
  [['runs', '--store', '']],
  [['runs', '--pipeline', '']],
  [['run', '--base', 'main']],
  [['validate', 'a.csv', '--contract', 'c.yaml', '--pipeline', 'iris']],
  [['cost', '--pipeline', 'iris']],
])('%j is a usage error', async (args) => {
  const { code, out, err } = await cli(args);
  expect(code).toBe(64);
  expect(err).not.toBe('');
  expect(out).toBe('');
});

test.each([
  [new UsageError('run-unknown', 'there is no run x'), 64],
  [new InputError('policy-invalid', 'signalbox.yaml:3: `date` is not known here'), 65],
  [new ConflictError('foreign-writer', 'somebody else moved the traffic'), 75],
  [new InternalError('record-missing', 'runs/x/request.json is not in the store'), 70],
])('%s ends in its sentence, its code and exit %i', async (error, exit) => {
  const { code, out, err } = await cli(['show', 'data-5f1c2a77b0de-1'], { show: () => Promise.reject(error) });
  expect(code).toBe(exit);
  expect(err).toBe(`signalbox: ${error.message} [${error.code}]\n`);
  expect(out).toBe('');
});

test('what nobody expected is our fault, and says how to report it', async () => {
  const { code, err } = await cli(['runs'], { runs: () => Promise.reject(new TypeError('x is not a function')) });
  expect(code).toBe(70);
  expect(err).toContain('x is not a function');
  expect(err).toContain('This is our fault, not yours');
  expect(err).toContain('signalbox 0.1.0, Node ');
});

test('what AWS refuses is a matter of rights, and says which command tells them', async () => {
  const refusal = { name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } };
  const denied = Object.assign(new Error('x is not authorized to perform: states:GetExecutionHistory'), refusal);
  const { code, err } = await cli(['show', 'data-5f1c2a77b0de-1', '--pipeline', 'iris'], {
    show: () => Promise.reject(denied),
  });
  expect(code).toBe(65);
  expect(err).toMatch(/^signalbox: AWS refused it: AccessDeniedException: x is not authorized .*GetExecutionHistory; /);
  expect(err).toContain('`signalbox permissions show --pipeline NAME`');
  const broken = Object.assign(new Error('try again'), { name: 'InternalError', $metadata: { httpStatusCode: 500 } });
  expect((await cli(['show', 'data-5f1c2a77b0de-1'], { show: () => Promise.reject(broken) })).code).toBe(70);
});

test('a full disk is not our fault', async () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  const { code, err } = await cli(['runs'], { runs: () => Promise.reject(full) });
  expect({ code, err }).toEqual({
    code: 65,
    err: 'signalbox: the disk refused it: ENOSPC: no space left on device, write [disk]\n',
  });
});

test('with --json an error is a document too', async () => {
  const error = new InputError('policy-invalid', 'bad');
  const { out } = await cli(['show', 'data-5f1c2a77b0de-1', '--json'], { show: () => Promise.reject(error) });
  expect(JSON.parse(out)).toEqual({ error: { code: 'policy-invalid', fault: 'input', sentence: 'bad' } });
  const usage = await cli(['show', '--json']);
  const sentence = "missing required argument 'run'";
  expect(JSON.parse(usage.out)).toEqual({ error: { code: 'usage', fault: 'usage', sentence } });
  expect(usage.err).toBe(`signalbox: ${sentence}\n(signalbox show --help tells what there is)\n`);
  expect(usage.code).toBe(64);
});

test('what was mended after an interruption is told first, beside the result', async () => {
  const order: string[] = [];
  const { err, out } = await cli(['runs', '--json'], {
    recover: async () => {
      order.push('recover');
      return ['traffic was brought back to 1.0.1'];
    },
    runs: async () => {
      order.push('runs');
      return [];
    },
  });
  expect(order).toEqual(['recover', 'runs']);
  expect(err).toBe('traffic was brought back to 1.0.1\n');
  expect(JSON.parse(out)).toEqual([]);
});

test('when mending fails, one can look but not move anything', async () => {
  const recover = () => Promise.reject(new InternalError('record-missing', 'channels/production.json is not there'));
  const looked = await cli(['runs', '--json'], { recover });
  expect(looked.code).toBe(0);
  expect(looked.err).toContain('could not be mended: channels/production.json is not there');
  const moved = jest.fn();
  expect((await cli(['rollback'], { recover, operate: moved })).code).toBe(70);
  expect(moved).not.toHaveBeenCalled();
});

test('the store is .signalbox unless told', async () => {
  expect((await cli(['runs'])).opened).toEqual(['.signalbox']);
  expect((await cli(['runs', '--store', 'elsewhere'])).opened).toEqual(['elsewhere']);
});

test('--version says it', async () => {
  expect(await cli(['--version'])).toMatchObject({ code: 0, out: '0.1.0\n' });
});
