import fc from 'fast-check';
import { oneLine, printable, printableJson } from '../../../lib/cli/print/printable.ts';
import { rejectedAtData } from '../../core/report/samples.ts';
import { cli } from '../fake-place.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come through
const commanding = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/;

test('no text can command the terminal', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(printable(text)).not.toMatch(commanding);
      expect(oneLine(text)).not.toMatch(/\n/);
    }),
  );
});

test('JSON stays the same value', () => {
  const value = { text: '\u001b[31m\u202e\u009b\n' };
  expect(JSON.parse(printableJson(value))).toEqual(value);
  expect(printableJson(value)).not.toMatch(commanding);
});

test('hostile data in a record reaches the terminal spelled out, whatever the command', async () => {
  const hostile = JSON.parse(
    JSON.stringify(rejectedAtData, (_, value) =>
      typeof value === 'string' && !/^\d{4}-/.test(value) ? `${value}\u001b]0;x\u0007` : value,
    ),
  );
  hostile.outcome.outcome = 'rejected';
  for (const gate of hostile.gates) {
    gate.verdict = 'fail';
    for (const check of gate.checks) check.verdict = 'fail';
  }
  for (const args of [['run'], ['show', 'data-5f1c2a77b0de-1'], ['run', '--json']]) {
    const { out, err } = await cli(args, { run: async () => hostile, show: async () => hostile });
    expect(out + err).not.toMatch(commanding);
  }
});
