import { Option } from 'commander';
import { UsageError } from '../../core/errors.ts';
import type { GateRecord } from '../../core/gate.ts';
import { exitOfRun } from '../exit-codes.ts';
import type { Place, Progress } from '../place.ts';
import { gateLines } from '../print/gate.ts';
import { outcomeLine } from '../print/outcome.ts';
import { printable } from '../print/printable.ts';
import { liveWatcher } from '../progress/live.ts';
import { plainWatcher } from '../progress/plain.ts';
import type { CliCommand, CliOptions, Session } from './command.ts';
import { collect } from './options.ts';

export const run: CliCommand = {
  name: 'run',
  summary: 'Train, prove, release and roll out a workload, here, through the state machine that deploys.',
  examples: [
    'signalbox run',
    'signalbox run examples/iris --data drops/2026-11-23.csv --json',
    'signalbox run --trigger pull_request --commit my-branch',
  ],
  exits: ['pass', 'fail', 'inconclusive', 'usage', 'input', 'conflict', 'ours', 'interrupted'],
  harmless: false,
  configure: (command) => {
    command
      .argument('[workload]', 'folder that holds signalbox.yaml', '.')
      .option('--data <file>', 'file of the data drop; may be repeated', collect)
      .addOption(
        new Option('--trigger <kind>', 'what to record as the cause (default: data with --data, else manual)').choices([
          'data',
          'push',
          'manual',
          'pull_request',
        ]),
      )
      .option(
        '--commit <revision>',
        'take the code from this commit (default: a push or pull request takes HEAD in a git work tree)',
      )
      .option('--base <branch>', 'branch that a pull request wants to go into (default: main, or else master)')
      .option('--message <text>', 'title of the change, for the changelog');
  },
  act: async (session, [workload = '.'], options) => {
    const { place, print } = session;
    const { data = [], message, commit, base } = options;
    const trigger = options.trigger ?? (data.length > 0 ? 'data' : 'manual');
    if (trigger === 'data' && data.length === 0)
      throw new UsageError('no-data', '--trigger data says that data came, but no --data FILE is given');
    if (base !== undefined && trigger !== 'pull_request')
      throw new UsageError('no-effect', `--base has no effect with --trigger ${trigger}: a pull request alone has one`);
    const told = new Set<string>();
    const work = () =>
      watch(session, options, told, (on) => place.run({ workload, data, trigger, message, commit, base }, on));
    const { record, interrupted } = await stoppable(session, work);
    const report = place.reportPath(record.request.runId);
    if (options.json) print.json({ ...record, report });
    else {
      const untold = record.gates.filter((gate) => gate.verdict !== 'pass' && !told.has(gate.gate));
      print.lines(untold.flatMap((gate: GateRecord) => gateLines(gate, print.paint)));
      const comment = record.comment === undefined ? [] : [`Comment: ${printable(record.comment)}`];
      print.lines([outcomeLine(record.outcome, print.paint), ...comment, `Report: ${printable(report)}`]);
    }
    return interrupted ? 'interrupted' : exitOfRun(record.outcome);
  },
};

/** Ctrl-C, or closing the terminal, stops the run and waits until traffic is on one release: a command that just died would leave that to the next one. */
async function stoppable(
  { place, print, onInterrupt }: Session,
  work: () => ReturnType<Place['run']>,
): Promise<{ record: Awaited<ReturnType<Place['run']>>; interrupted: boolean }> {
  let interrupted = false;
  const hearing = onInterrupt(() => {
    interrupted = place.stop('interrupted by the user');
    print.note(`signalbox: ${interrupted ? 'stopping; traffic goes to one release first' : 'stopped'}`);
    return interrupted;
  });
  try {
    const record = await work();
    return { record, interrupted };
  } finally {
    hearing.stop();
  }
}

/** With --json, stdout belongs to the result, and progress goes where notes go. */
async function watch<Result>(
  { print, clock, every }: Session,
  { json }: CliOptions,
  told: Set<string>,
  work: (on: (event: Progress) => void) => Promise<Result>,
): Promise<Result> {
  const write = json ? (line: string) => print.note(line) : (line: string) => print.lines([line]);
  const watcher = print.live && !json ? liveWatcher(print, clock, every) : plainWatcher(write);
  try {
    return await work((event) => {
      if (event.kind === 'gate') told.add(event.record.gate);
      watcher.on(event);
    });
  } finally {
    watcher.end();
  }
}
