import { answer } from './answer.ts';
import type { CliCommand } from './command.ts';

export const approve: CliCommand = {
  name: 'approve',
  summary: 'Let a run go on that waits for approval.',
  examples: ['signalbox approve push-7be20d8856f1-1 --reason "checked with the fraud team"'],
  exits: ['pass', 'usage', 'input', 'conflict', 'ours'],
  harmless: false,
  configure: (command) => {
    command.argument('<run>', 'id of the run that waits').option('--reason <text>', 'why; kept with the release', '');
  },
  act: (session, [runId = ''], { reason = '', json = false }) =>
    answer(session, { runId, approve: true, reason, json }),
};
