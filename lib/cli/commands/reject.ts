import { answer } from './answer.ts';
import type { CliCommand } from './command.ts';

export const reject: CliCommand = {
  name: 'reject',
  summary: 'Refuse a run that waits for approval.',
  examples: ['signalbox reject push-7be20d8856f1-1 --reason "launch freeze until Monday"'],
  exits: ['pass', 'usage', 'input', 'conflict', 'ours'],
  harmless: false,
  configure: (command) => {
    command
      .argument('<run>', 'id of the run that waits')
      .requiredOption('--reason <text>', 'why; the author of the change reads it');
  },
  act: (session, [runId = ''], { reason = '', json = false }) =>
    answer(session, { runId, approve: false, reason, json }),
};
