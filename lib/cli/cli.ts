import { CommanderError } from 'commander';
import { type Fault, messageOf, SignalboxError } from '../core/errors.ts';
import { type Exit, exitCodes, exitOfFault } from './exit-codes.ts';
import { printerOn } from './print/printer.ts';
import { buildProgram, type CliDependencies } from './program.ts';
import { refusedByAws, refusedByDisk } from './refused.ts';

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
  if (thrown instanceof CommanderError && thrown.exitCode === 0) return 'pass';
  const print = printerOn(dependencies);
  const error = errorOf(thrown, args);
  if (args.includes('--json')) print.json({ error });
  // The parser has said its own errors already.
  if (!(thrown instanceof CommanderError)) print.note(`signalbox: ${error.sentence} [${error.code}]`);
  if (error.code === unexpected) print.note(howToReport(thrown, args, dependencies.version));
  return exitOfFault(error.fault);
}

const unexpected = 'unexpected';

function errorOf(thrown: unknown, [command = '']: string[]): { code: string; fault: Fault; sentence: string } {
  if (thrown instanceof SignalboxError) return { code: thrown.code, fault: thrown.fault, sentence: thrown.message };
  if (thrown instanceof CommanderError)
    return { code: 'usage', fault: 'usage', sentence: thrown.message.replace(/^error: /, '') };
  const refused = refusedByAws(thrown);
  if (refused !== undefined)
    return {
      code: 'no-access',
      fault: 'input',
      sentence: `AWS refused it: ${refused}; \`signalbox permissions ${command} --pipeline NAME\` prints what this command needs`,
    };
  const disk = refusedByDisk(thrown);
  if (disk !== undefined) return { code: 'disk', fault: 'input', sentence: `the disk refused it: ${disk}` };
  return { code: unexpected, fault: 'ours', sentence: messageOf(thrown) };
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
