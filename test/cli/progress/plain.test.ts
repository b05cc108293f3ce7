import { plainWatcher } from '../../../lib/cli/progress/plain.ts';
import { rolledBack } from '../../core/report/samples.ts';
import { dataGate, events } from '../fake-place.ts';

test('one line a change, with the time since the start and how long it took', () => {
  const lines: string[] = [];
  const watcher = plainWatcher((line) => lines.push(line));
  for (const event of events) watcher.on(event);
  watcher.end();
  expect(lines).toEqual([
    '     0 ms  Admit',
    '    50 ms  Train',
    '    2.5 s  Train done in 2.4 s',
    '    2.5 s  Rollout',
    '    2.5 s  rollout Bake',
    '    4.5 s  rollout Bake failed in 2.0 s',
  ]);
});

test('gates, windows and notes are told without a control character', () => {
  const lines: string[] = [];
  const watcher = plainWatcher((line) => lines.push(line));
  watcher.on({ kind: 'gate', record: dataGate });
  watcher.on({ kind: 'note', text: 'synthesized in 3.1 s\u001b[2J' });
  for (const window of rolledBack.rollout?.windows ?? []) watcher.on({ kind: 'window', window });
  expect(lines[0]).toBe('✕ fail  gate data: 2 of 14 checks failed');
  expect(lines).toContain('synthesized in 3.1 s\\u001b[2J');
  expect(lines.at(-1)).toMatch(
    /^rollout 30 %: candidate 5 errors of 72, p99 \d+ ms, champion 0 errors of 168, .* → roll back: /,
  );
});
