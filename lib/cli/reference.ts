import { commands } from './commands/registry.ts';
import { exitCodes } from './exit-codes.ts';
import { here } from './here.ts';
import { buildProgram } from './program.ts';

/** Help of every command and the table of exit codes as a Markdown page, made from what the parser uses. */
export function cliReference(): string {
  const codes = Object.values(exitCodes).map(({ code, means, when }) => `| ${code} | ${means} | ${when} |`);
  const sections = commands.flatMap(({ name }) => [`## ${name}`, '', '```text', helpOf(name), '```', '']);
  return [
    '# The command line',
    '',
    'Results go to stdout, notes and errors to stderr. With `--json`, stdout is one JSON document, for errors too.',
    'Progress is redrawn on a terminal and told in plain lines in a pipe; `NO_COLOR` and `TERM=dumb` are respected.',
    'Where nothing can be written any more (a full disk), a run goes on to its end; what was done then ends as 70.',
    '',
    '| exit code | means | when |',
    '| --- | --- | --- |',
    ...codes,
    '',
    ...sections,
    'Made by `npm run docs` from `lib/cli/`.',
    '',
  ].join('\n');
}

function helpOf(name: string): string {
  let help = '';
  const stdout = { write: (text: string) => (help += text) };
  const program = buildProgram(
    {
      stdout,
      stderr: stdout,
      isTTY: false,
      env: {},
      columns: 100,
      version: '',
      clock: { now: () => new Date(0) },
      every: () => ({ stop: () => {} }),
      sleep: async () => {},
      onInterrupt: () => ({ stop: () => {} }),
      here,
      openPlace: () => Promise.reject(new Error('help opens no store')),
    },
    () => {},
  );
  program.commands.find((command) => command.name() === name)?.outputHelp();
  return help.trimEnd();
}
