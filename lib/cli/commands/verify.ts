import type { Verdict } from '../../core/gate.ts';
import type { Verification } from '../../steps/verify-release.ts';
import type { Exit } from '../exit-codes.ts';
import { columns } from '../print/columns.ts';
import { type Paint, paintVerdict } from '../print/paint.ts';
import { printable } from '../print/printable.ts';
import type { CliCommand } from './command.ts';

const marks: Record<Verdict, string> = { pass: '✓', fail: '✕', inconclusive: '?' };
const exits: Record<Verdict, Exit> = { pass: 'pass', fail: 'fail', inconclusive: 'inconclusive' };

export const verify: CliCommand = {
  name: 'verify',
  summary:
    'Check every digest of a release again: manifests down to the first, data, source, model, metrics, gates, signature.',
  examples: ['signalbox verify 1.1.0', 'signalbox verify 1.1.0 --json'],
  exits: ['pass', 'fail', 'inconclusive', 'usage', 'input', 'ours'],
  harmless: true,
  configure: (command) => {
    command.argument('<version>', 'release, as `signalbox releases` lists it');
  },
  act: async ({ place, print }, [version = ''], { json }) => {
    const verification = await place.records.verify(version);
    if (json) print.json(verification);
    else print.lines(linesOf(verification, print.paint));
    return exits[verification.verdict];
  },
};

function linesOf({ checks, verdict, sentence }: Verification, paint: Paint): string[] {
  const rows = checks.map((check) => [marks[check.verdict], check.check, check.subject, check.sentence]);
  const [, ...lines] = columns(['', '', '', ''], rows);
  const painted = lines.map(
    (line, i) => paintVerdict(paint, checks[i]?.verdict ?? 'pass', line.slice(0, 1)) + line.slice(1),
  );
  return [...painted, '', `${paintVerdict(paint, verdict, marks[verdict])} ${printable(sentence)}`];
}
