import * as z from 'zod';
import { changelogSection } from '../../core/release/changelog-section.ts';
import type { RunFacts } from '../../core/report/telling.ts';
import { type RunOutcome, type RunRequest, runIdOf } from '../../core/run.ts';
import { outcomeSchema } from '../../core/run-schemas.ts';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore } from '../../ports.ts';
import { readJson } from '../records/json-object.ts';
import { readChampion } from './champion.ts';

const headSchema = z.object({ runId: z.string(), requestedAt: z.string() });

/** What the store says now of a run that a code host is told of. */
export async function runFacts(store: ObjectStore, request: RunRequest): Promise<RunFacts> {
  const { runId } = request;
  const outcome = (await readJson(store, layout.outcome(runId), outcomeSchema))?.value ?? null;
  return {
    request,
    outcome,
    admitted: (await readJson(store, layout.admission(runId), z.unknown())) !== undefined,
    comment: await readText(store, layout.comment(runId)),
    release: await releaseOf(store, runId, outcome),
    newerCommit: (await newestOf(store, request)) === 'another-commit',
  };
}

/**
 * Whose word counts for the commit. `this`: this run's; `another-commit`: a newer commit of the pull request has a run, so this one
 * speaks of its own commit only; `another-run`: the same commit has a newer run or attempt, and this one is silent.
 */
export async function newestOf(
  store: ObjectStore,
  request: RunRequest,
): Promise<'this' | 'another-commit' | 'another-run'> {
  const { trigger, cause, attempt, runId, pipeline, requestedAt, change } = request;
  if (await store.get(layout.request(runIdOf(trigger.kind, cause, attempt + 1)))) return 'another-run';
  if (request.machine !== 'pull_request') return 'this';
  const head = (await readJson(store, layout.head(pipeline, trigger.detail), headSchema))?.value;
  if (!head || head.runId === runId || head.requestedAt <= requestedAt) return 'this';
  const newer = (
    await readJson(store, layout.request(head.runId), z.object({ change: z.object({ commit: z.string() }) }))
  )?.value;
  return newer?.change.commit === change?.commit ? 'another-run' : 'another-commit';
}

/** The release that this run brought into production, from the moment that it serves. */
async function releaseOf(store: ObjectStore, runId: string, outcome: RunOutcome | null): Promise<RunFacts['release']> {
  const champion = outcome?.outcome === 'released' ? undefined : await readChampion(store);
  const version =
    outcome?.outcome === 'released' ? outcome.version : champion?.manifest.runId === runId ? champion.version : null;
  if (version === null) return null;
  const changelog = await readText(store, layout.changelog(version));
  return { version, notes: (changelog && changelogSection(changelog, version)) || `Release ${version}.` };
}

async function readText(store: ObjectStore, key: string): Promise<string | null> {
  const found = await store.get(key);
  return found ? new TextDecoder().decode(found.bytes) : null;
}
