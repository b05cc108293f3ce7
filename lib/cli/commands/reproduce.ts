import type { Reproduction } from '../../core/release/reproduction.ts';
import { formatDuration, formatNumber } from '../../core/report/format.ts';
import type { Exit } from '../exit-codes.ts';
import { type Paint, paintVerdict } from '../print/paint.ts';
import { oneLine, printable } from '../print/printable.ts';
import type { CliCommand } from './command.ts';

const marks = { pass: '✓', fail: '✕', inconclusive: '?' } as const;
const exits: Record<Reproduction['verdict'], Exit> = { pass: 'pass', fail: 'fail', inconclusive: 'inconclusive' };

export const reproduce: CliCommand = {
  name: 'reproduce',
  summary:
    'Train a release again from its pins, on this machine, and compare model and predictions; leaves nothing behind.',
  examples: ['signalbox reproduce 1.1.0', 'signalbox reproduce 1.1.0 --json'],
  exits: ['pass', 'fail', 'inconclusive', 'usage', 'input', 'ours'],
  harmless: true,
  configure: (command) => {
    command.argument('<version>', 'release, as `signalbox releases` lists it');
  },
  act: async ({ place, print }, [version = ''], { json }) => {
    const reproduction = await place.records.reproduce(version);
    if (json) print.json(reproduction);
    else print.lines(linesOf(reproduction, print.paint));
    return exits[reproduction.verdict];
  },
};

function linesOf({ verdict, sentence, ...told }: Reproduction, paint: Paint): string[] {
  const { model, predictions, sameSplit, trainRows, seconds, notes } = told;
  const split = { true: 'the rows of then', false: 'other rows than then', null: 'that of then is not on record' };
  const facts: Array<[string, string]> = [
    ['Trained', `${formatNumber(trainRows)} rows in ${formatDuration(seconds * 1000)}`],
    ['Split', split[`${sameSplit}`]],
    ['Model released', model.released],
    ['Model now', model.reproduced],
    ['Predictions', predictionText(predictions)],
    ...notes.map((note): [string, string] => ['Note', note]),
  ];
  return [
    ...facts.map(([name, value]) => `${name.padEnd(16)}${oneLine(value)}`),
    '',
    `${paintVerdict(paint, verdict, marks[verdict])} ${printable(sentence)}`,
  ];
}

function predictionText(predictions: Reproduction['predictions']): string {
  if (predictions === null) return 'none to compare';
  const { rows, different, maxAbsDifference } = predictions;
  return `${rows} holdout rows, ${different} other answers, at most ${maxAbsDifference} apart`;
}
