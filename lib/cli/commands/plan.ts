import { forecastRows } from '../../core/rollout/planner/rows.ts';
import { planLines } from '../print/plan.ts';
import { printable } from '../print/printable.ts';
import type { CliCommand } from './command.ts';
import { rate } from './options.ts';

export const plan: CliCommand = {
  name: 'plan',
  summary: 'Tell how long a rollout will typically take to find a bad candidate and to prove a good one.',
  examples: ['signalbox plan examples/iris --requests 10', 'signalbox plan --here'],
  exits: ['pass', 'fail', 'usage', 'input', 'ours'],
  harmless: true,
  hereOnly: true,
  configure: (command) => {
    command
      .argument('[workload]', 'folder that holds signalbox.yaml', '.')
      .option('--requests <rate>', 'requests a second (default: what the policy expects)', rate)
      .option('--here', 'with the timing and the generated traffic of this machine');
  },
  act: async (session, [workload = '.'], { requests, here, json }) => {
    const { print } = session;
    const planned = await session.here.plan({ workload, place: here ? 'local' : 'aws', requestsPerSecond: requests });
    if (json) print.json(planned);
    else {
      const notes = planned.steps.flatMap(({ note }) => (note === null ? [] : [printable(note)]));
      print.lines([...planLines(forecastRows(planned)), ...(notes.length > 0 ? ['', ...notes] : [])]);
      if (planned.refused !== null) print.lines(['', printable(planned.refused)]);
    }
    return planned.refused === null ? 'pass' : 'fail';
  },
};
