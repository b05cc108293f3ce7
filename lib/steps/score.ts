import { StillPreparingError } from '../core/errors.ts';
import type { Policy } from '../core/policy/schema.ts';
import type { Scored, ScoredRows } from '../core/scored.ts';
import type { Servable } from '../core/servable.ts';
import type { ScoreOutput, StepContext } from '../core/step-io.ts';
import { layout } from '../core/store-layout.ts';
import type { Ports } from '../ports.ts';
import { ask, unservable } from './support/ask.ts';
import { adoptCandidate } from './support/candidate.ts';
import { readChampion } from './support/champion.ts';
import { type LabelledRows, readRows } from './support/rows.ts';
import { readColumns } from './support/run-columns.ts';
import { readAdmission, readRequest } from './support/run-records.ts';

/** Predictions of the candidate and of the champion, each by its own server, on the same holdout and golden rows. */
export async function score({ runId }: StepContext, ports: Ports): Promise<ScoreOutput> {
  const request = await readRequest(ports.store, runId);
  const admission = await readAdmission(ports.store, runId);
  const { policy, golden } = admission;
  const contract = await readColumns(admission);
  const holdoutRows = readRows(await holdoutText(runId, ports), 'holdout', contract, policy.data.target);
  const goldenRows = readRows(golden.text, golden.file, contract, policy.data.target);
  const candidate = await adoptCandidate(runId, request.source.digest, ports);
  const champion = await readChampion(ports.store);
  const theirs = champion ? await answers(champion.manifest.servable, policy, [holdoutRows, goldenRows], ports) : null;
  const mine = await answers(candidate, policy, [holdoutRows, goldenRows], ports);
  const both = (rows: LabelledRows, i: 0 | 1): ScoredRows => ({
    truth: rows.truth,
    candidate: mine[i],
    champion: theirs?.[i] ?? null,
  });
  const scored: Scored = {
    candidate,
    champion: champion?.version ?? null,
    holdout: both(holdoutRows, 0),
    golden: both(goldenRows, 1),
  };
  await ports.store.put(layout.predictions(runId), JSON.stringify(scored));
  const status = mine.every((answer) => answer.status === 'answered') ? 'scored' : 'unservable';
  return { status, candidate: candidate.id, champion: scored.champion };
}

async function answers(servable: Servable, policy: Policy, sets: [LabelledRows, LabelledRows], ports: Ports) {
  const { task } = policy.evaluation;
  try {
    if ((await ports.target.prepare(servable)) === 'pending')
      throw new StillPreparingError('still-preparing', `version ${servable.id} is not ready to be asked yet`);
    return [
      await ask(ports.scorer, servable.id, task, sets[0].instances),
      await ask(ports.scorer, servable.id, task, sets[1].instances),
    ] as const;
  } catch (error) {
    const failed = unservable(error);
    return [failed, failed] as const;
  }
}

/** All holdout shards as one CSV: each has its header, of which the first is kept. */
async function holdoutText(runId: string, { store }: Ports): Promise<string> {
  const parts: string[] = [];
  for await (const { key } of store.list(layout.split(runId, 'holdout'))) {
    const text = new TextDecoder().decode((await store.get(key))?.bytes);
    parts.push(parts.length === 0 ? text : text.slice(text.indexOf('\n') + 1));
  }
  return parts.join('');
}
