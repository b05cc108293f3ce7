import { CommanderError } from 'commander';
import { messageOf, SignalboxError } from '../core/errors.ts';
import { type Exit, exitCodes, exitOfFault } from './exit-codes.ts';
import { printerOn } from './print/printer.ts';
import { buildProgram, type CliDependencies } from './program.ts';

/** Runs one command line, without `node` and the script; the exit code that the process should end with. */
export async function runCli(args: string[], dependencies: CliDependencies): Promise<number> {
  let exit: Exit = 'pass';
  const program = buildProgram(dependencies, (value) => {
    exit = value;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (thrown) {
    exit = explain(thrown, args, dependencies);
  }
  return exitCodes[exit].code;
}

/** Says what went wrong on stderr, and with --json on stdout too. */
function explain(thrown: unknown, args: string[], dependencies: CliDependencies): Exit {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 'pass' : 'usage';
  const print = printerOn(dependencies);
  const known = thrown instanceof SignalboxError;
  const [code, fault, sentence] = known
    ? [thrown.code, thrown.fault, thrown.message]
    : ['unexpected', 'ours' as const, messageOf(thrown)];
  if (args.includes('--json')) print.json({ error: { code, fault, sentence } });
  print.note(`signalbox: ${sentence} [${code}]`);
  if (!known) print.note(howToReport(thrown, args, dependencies.version));
  return exitOfFault(fault);
}

function howToReport(thrown: unknown, args: string[], version: string): string {
  const stack = thrown instanceof Error ? (thrown.stack ?? '') : '';
  return [
    'This is our fault, not yours. Please report it as an issue of Signalbox, with these lines:',
    `  signalbox ${version}, Node ${process.versions.node}, ${process.platform} ${process.arch}`,
    `  command: ${args[0] ?? '(none)'}`,
    ...stack
      .split('\n')
      .slice(0, 12)
      .map((line) => `  ${line}`),
  ].join('\n');
}
