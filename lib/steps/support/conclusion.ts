import type { Explanation } from '../../core/failure.ts';
import type { GateRecord } from '../../core/gate.ts';
import type { JudgedWindow } from '../../core/run.ts';
import { evidenceSchema } from '../../core/run-schemas.ts';
import type { SettleInput } from '../../core/step-io.ts';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore } from '../../ports.ts';
import { readJson } from '../records/json-object.ts';

/** What is known of a run when it has ended. */
export interface Ending {
  runId: string;
  end: SettleInput['end'];
  /** Of the failure that ended it, where one did. */
  explained: Explanation | null;
  pullRequest: boolean;
  /** What made it pointless, where that can still be told. */
  overtaken: string | null;
  gates: GateRecord[];
  /** Version cut by this run, whether or not it was promoted. */
  version: string | null;
  /** Version that serves now. */
  serving: string | null;
}

/** One sentence that says what happened to a run and why. */
export async function concludingSentence(
  { runId, end, explained, pullRequest, overtaken, gates, version, serving }: Ending,
  store: ObjectStore,
): Promise<string> {
  const serves = serving ? `${serving} serves on` : 'nothing serves yet';
  const sentence = gates.find((gate) => gate.gate === end.gate)?.sentence ?? explained?.sentence ?? '';
  const said = sentence.replace(/\.$/, '');
  switch (end.outcome) {
    case 'released':
      return `released ${version}: every gate passed and it took over all traffic`;
    case 'passed':
      return `every gate passed; nothing was released, since ${pullRequest ? 'this is a pull request' : `${serving} serves, of the same code, image and model`}`;
    case 'rejected':
      return `rejected${end.gate ? ` at the ${end.gate} gate` : ''}: ${said}; ${serves}`;
    case 'inconclusive':
      return end.gate === 'rollout'
        ? await taken(version, serves, runId, store)
        : `inconclusive at the ${end.gate} gate: ${said}; ${serves}`;
    case 'rolled_back':
      return taken(version, serves, runId, store);
    case 'requeued':
      return 'another run of this pipeline is under way: this one waits and starts by itself when that one ends';
    case 'superseded':
      return `a newer request made this run pointless${overtaken ? `: ${overtaken}` : ''}; ${serves}`;
    case 'broken': {
      const why = explained?.sentence ?? 'no cause was given';
      // What comes after the promotion can still break; it takes nothing back.
      if (version !== null && version === serving)
        return `${version} serves, but something failed to run after that: ${why}`;
      return `something failed to run, so nothing was decided: ${why}; ${serves}`;
    }
  }
}

async function taken(version: string | null, serves: string, runId: string, store: ObjectStore): Promise<string> {
  const evidence = (await readJson(store, layout.evidence(runId), evidenceSchema))?.value;
  const last = evidence?.windows.at(-1);
  return `took ${version} back${last ? from(last) : ''}: ${evidence?.sentence ?? 'the rollout did not finish'}; ${serves}`;
}

function from({ manner, candidatePercent }: JudgedWindow): string {
  if (manner === 'mirrored' || manner === 'replayed') return ' out of the shadow';
  return ` at ${candidatePercent} % of the ${manner === 'sticky' ? 'users' : 'traffic'}`;
}
