import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { outcomeLine } from '../../lib/cli/print/outcome.ts';
import { paintWith } from '../../lib/cli/print/paint.ts';
import { plainWatcher } from '../../lib/cli/progress/plain.ts';
import { renderIndex } from '../../lib/core/report/report-index.ts';
import type { RunRecord } from '../../lib/core/run.ts';
import { LocalPlace } from '../../lib/local/place.ts';
import type { Timing } from '../../lib/local/timing.ts';
import { type Act, acts } from './acts.ts';

const iris = resolve(import.meta.dirname, '../iris');
const root = resolve('.signalbox/demo');
const say = (line = '') => process.stdout.write(`${line}\n`);

/** Seven acts on one fresh store; each has to end as it should, or the demo fails. Ends with 0 when all did. */
async function demo(): Promise<number> {
  await new LocalPlace(root).down();
  rmSync(root, { recursive: true, force: true });
  const place = new LocalPlace(root);
  const records: RunRecord[] = [];
  const wrong: string[] = [];
  try {
    for (const [i, act] of acts.entries()) {
      say(`\n── Act ${i + 1}. ${act.title} ${'─'.repeat(Math.max(3, 76 - act.title.length))}`);
      const record = await play(act, place);
      records.push(record);
      const { outcome, serving } = record.outcome;
      if (outcome !== act.expected.outcome || serving !== act.expected.serving)
        wrong.push(
          `act ${i + 1} ended as ${outcome} with ${serving} serving, not as ${act.expected.outcome} with ${act.expected.serving}`,
        );
    }
  } finally {
    await place.down();
  }
  const report = join(root, 'report.html');
  writeFileSync(report, renderIndex(records, 'Seven acts on one store'));
  say(`\nReport of all seven runs: ${relative('.', report)}`);
  for (const sentence of wrong) say(`WRONG  ${sentence}`);
  return wrong.length === 0 ? 0 : 1;
}

async function play({ trigger, drop, changes = [], message }: Act, place: LocalPlace): Promise<RunRecord> {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-demo-'));
  const watcher = plainWatcher(say);
  try {
    cpSync(iris, folder, { recursive: true });
    for (const change of changes) cpSync(change, folder, { recursive: true });
    say(
      drop
        ? `$ signalbox run --data ${relative('.', drop)}`
        : `$ git commit -m ${JSON.stringify(message)} && signalbox run --trigger push`,
    );
    const record = await place.run({ workload: folder, data: drop ? [drop] : [], trigger, message }, watcher.on);
    say(outcomeLine(record.outcome, paintWith(Boolean(process.stdout.isTTY))));
    say(timingLine(record.timing));
    return record;
  } finally {
    watcher.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is ours in an act's time: all that is neither the workload's own commands, nor the bake, nor done once for all acts. */
function timingLine({ totalSeconds, workloadSeconds, bakeSeconds, synthSeconds, environmentSeconds }: Timing): string {
  const s = (seconds: number) => `${seconds.toFixed(1)} s`;
  const overhead = totalSeconds - workloadSeconds - bakeSeconds - synthSeconds - environmentSeconds;
  const once = [
    synthSeconds > 0 ? `first synth ${s(synthSeconds)}` : '',
    environmentSeconds > 1 ? `Python environment ${s(environmentSeconds)}` : '',
  ];
  const parts = [
    `workload ${s(workloadSeconds)}`,
    `bake ${s(bakeSeconds)}`,
    ...once.filter(Boolean),
    `pipeline overhead ${s(overhead)}`,
  ];
  return `Took ${s(totalSeconds)}: ${parts.join(', ')}`;
}

process.exitCode = await demo();
