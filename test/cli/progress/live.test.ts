import { runCli } from '../../../lib/cli/cli.ts';
import { printerOn } from '../../../lib/cli/print/printer.ts';
import { liveWatcher } from '../../../lib/cli/progress/live.ts';
import { releasedFirst } from '../../core/report/samples.ts';
import { events, fakePlace, fakeTerminal } from '../fake-place.ts';

/** What a terminal shows after these bytes: line feeds, cursor up with erase, and colours are all that we send. */
function screenOf(bytes: string): string[] {
  const lines: string[] = [''];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the terminal's commands
  for (const [token] of bytes.matchAll(/\u001b\[1A\u001b\[2K|\u001b\[\d+m|\n|[^\u001b\n]+/g)) {
    if (token === '\n') lines.push('');
    else if (token.endsWith('2K')) lines.splice(-2, 2, '');
    else if (!token.startsWith('\u001b')) lines[lines.length - 1] += token;
  }
  return lines.slice(0, -1);
}

function watched(env: Record<string, string> = {}) {
  const terminal = fakeTerminal({ isTTY: true, env });
  const watcher = liveWatcher(
    printerOn(terminal.dependencies),
    terminal.dependencies.clock,
    terminal.dependencies.every,
  );
  return { ...terminal, watcher };
}

test('what runs is redrawn with its elapsed time, and what is over stays above it', () => {
  const { watcher, tick, written } = watched({ NO_COLOR: '1' });
  for (const event of events.slice(0, 3)) watcher.on(event);
  tick(1_050);
  expect(screenOf(written.out)).toEqual(['✓ Admit  40 ms', '… Train  1.0 s']);
  for (const event of events.slice(3)) watcher.on(event);
  tick(2_000);
  expect(screenOf(written.out)).toEqual([
    '✓ Admit  40 ms',
    '✓ Train  2.4 s',
    '✕ rollout Bake  2.0 s',
    '… Rollout  550 ms',
  ]);
  watcher.end();
  expect(screenOf(written.out)).toEqual(['✓ Admit  40 ms', '✓ Train  2.4 s', '✕ rollout Bake  2.0 s']);
});

test('a long name is cut to the terminal, so that redrawing erases all of it', () => {
  const { watcher, written } = watched();
  watcher.on({
    kind: 'state',
    machine: 'delivery',
    state: 'x'.repeat(300),
    status: 'entered',
    at: '2026-11-23T09:00:00.000Z',
  });
  expect(screenOf(written.out)[0]?.length).toBeLessThan(60);
});

async function bytesOfRun(options: { isTTY: boolean; env: Record<string, string> }): Promise<string> {
  const { dependencies, written } = fakeTerminal(options);
  const run = async (_: unknown, on: (event: (typeof events)[number]) => void) => {
    for (const event of events) on(event);
    return releasedFirst;
  };
  await runCli(['run'], { ...dependencies, openPlace: async () => fakePlace({ run }) });
  return written.out;
}

test.each([
  ['a terminal', { isTTY: true, env: {} }, true, true],
  ['a terminal with NO_COLOR', { isTTY: true, env: { NO_COLOR: '1' } }, true, false],
  ['a dumb terminal', { isTTY: true, env: { TERM: 'dumb' } }, false, false],
  ['a pipe', { isTTY: false, env: {} }, false, false],
])('%s is redrawn and coloured only where it can be', async (_name, options, redrawn, coloured) => {
  const bytes = await bytesOfRun(options);
  expect(bytes.includes('\u001b[1A')).toBe(redrawn);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
  expect(/\u001b\[\d+m/.test(bytes)).toBe(coloured);
});
