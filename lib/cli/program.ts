import { Command, Option } from 'commander';
import { messageOf, UsageError } from '../core/errors.ts';
import type { Clock } from '../ports.ts';
import type { CliCommand, CliOptions, OnInterrupt } from './commands/command.ts';
import { commands } from './commands/registry.ts';
import { type Exit, exitCodes, exitCodesHelp } from './exit-codes.ts';
import type { Here } from './here.ts';
import type { Place } from './place.ts';
import { printable } from './print/printable.ts';
import { type Printer, printerOn, type Terminal } from './print/printer.ts';
import type { Every } from './progress/live.ts';

/** What the command line needs from outside; tests hand in their own. */
export interface CliDependencies extends Terminal {
  openPlace(options: { store: string; pipeline?: string | undefined }): Promise<Place>;
  here: Here;
  clock: Clock;
  every: Every;
  onInterrupt: OnInterrupt;
  sleep: (milliseconds: number) => Promise<void>;
  version: string;
}

/** The command line. A command's exit is handed to `ended`; usage errors, help and version throw CommanderError. */
export function buildProgram(dependencies: CliDependencies, ended: (exit: Exit) => void): Command {
  const program = new Command('signalbox')
    .description('From new data or a push to a canaried model in production, or back, without a person.')
    .version(dependencies.version)
    .addHelpText('after', `\n${exitCodesHelp(Object.keys(exitCodes) as Exit[])}`);
  quiet(program, dependencies);
  for (const command of commands) quiet(define(program, command, dependencies, ended), dependencies);
  return program;
}

function define(
  program: Command,
  { name, summary, examples, exits, harmless, hereOnly, configure, act }: CliCommand,
  dependencies: CliDependencies,
  ended: (exit: Exit) => void,
): Command {
  const command = program.command(name).description(summary);
  configure(command);
  command.addOption(new Option('--store <dir>', 'folder of the store').default('.signalbox').conflicts('pipeline'));
  if (!hereOnly)
    command.option('--pipeline <name>', 'a deployed pipeline, in the account and region of your AWS credentials');
  return command
    .option('--json', 'print the result as one JSON document')
    .addHelpText(
      'after',
      `\n${['Example:', ...examples.map((line) => `  $ ${line}`)].join('\n')}\n\n${exitCodesHelp(exits)}`,
    )
    .action(async () => {
      const options: CliOptions = command.opts();
      const args = command.processedArgs.flat().filter(isText);
      refuseEmpty(command, args);
      const print = printerOn(dependencies);
      const place = await dependencies.openPlace({ store: options.store, pipeline: options.pipeline });
      await mend(place, harmless, print);
      const { here, clock, every, onInterrupt, sleep, env } = dependencies;
      ended(await act({ place, here, print, clock, every, onInterrupt, sleep, env }, args, options));
    });
}

/** Before anything else. An operator can still look when mending fails, but nothing is moved then. */
async function mend(place: Place, harmless: boolean, print: Printer): Promise<void> {
  try {
    for (const sentence of await place.recover()) print.note(sentence);
  } catch (thrown) {
    if (!harmless) throw thrown;
    print.note(`signalbox: what an earlier command left behind could not be mended: ${messageOf(thrown)}`);
  }
}

/** Mostly a variable of the shell that is not set; as a name, a path or a time it would mean something else. */
function refuseEmpty(command: Command, args: string[]): void {
  const option = command.options
    .filter((one) => command.getOptionValueSource(one.attributeName()) === 'cli')
    .find((one) => [command.getOptionValue(one.attributeName())].flat().includes(''));
  if (option || args.includes(''))
    throw new UsageError('empty', `${option?.long ?? 'an argument'} is empty: is a variable of the shell not set?`);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Never ends the process by itself, and prints where we say. */
function quiet(command: Command, { stdout, stderr, columns }: CliDependencies): void {
  const width = () => Math.min(columns ?? 100, 100);
  const line = [command.parent?.name(), command.name(), '--help'].filter(Boolean).join(' ');
  command
    .exitOverride()
    .showHelpAfterError(`(${line} tells what there is)`)
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(printable(text)),
      // As every other error; where it stops, the help goes on.
      outputError: (text, write) => write(text.replace(/^error: /, 'signalbox: ')),
      getOutHelpWidth: width,
      getErrHelpWidth: width,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
}
