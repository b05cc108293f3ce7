import * as z from 'zod';
import { type CodeChange, changeIdentity, codeChangeSchema } from '../../core/code-change.ts';
import { layout } from '../../core/store-layout.ts';
import type { ListedObject, ObjectStore } from '../../ports.ts';
import { readJson, update } from './json-object.ts';

/**
 * `taking`: what will be run is settled, and starting it may have to be done again. Everything else is final:
 * `started`, `refused` (the change itself cannot be run), `gone` (the host does not have the commit any more),
 * `overtaken` (the branch had moved on before it came), `waiting-for-data` (nothing to train on yet: the first data brings it).
 */
const statuses = ['taking', 'started', 'refused', 'gone', 'overtaken', 'waiting-for-data'] as const;

/** `changes/<pipeline>/<identity>.json`: what became of a push or of a commit of a pull request. */
const changeNoteSchema = z.object({
  status: z.enum(statuses),
  change: codeChangeSchema,
  /** One sentence for a person. */
  sentence: z.string(),
  /** Names `sources/<digest>.zip`; null where nothing was fetched. */
  source: z.object({ digest: z.string(), commit: z.string() }).nullable(),
  /** What it trains on; null where nothing runs. */
  snapshot: z.string().nullable(),
  runId: z.string().nullable(),
  /** ISO 8601, UTC: when it was first told of, as the newest commit of its branch or pull request. */
  takenAt: z.string(),
});
export type ChangeNote = z.output<typeof changeNoteSchema>;

export function noteKey(pipeline: string, change: CodeChange): string {
  return layout.change(pipeline, changeIdentity(change));
}

export async function readNote(store: ObjectStore, key: string): Promise<ChangeNote | undefined> {
  return (await readJson(store, key, changeNoteSchema))?.value;
}

/** A commit that the host did not have may only have been told of too soon. */
export function isHandled({ status }: ChangeNote): boolean {
  return status !== 'taking' && status !== 'gone';
}

/** Writes the note unless the change was handled; resolves to what stands. What `taking` has settled is never settled anew. */
export async function writeNote(
  { store, pipeline }: { store: ObjectStore; pipeline: string },
  note: ChangeNote,
): Promise<ChangeNote> {
  const stands = await update(store, noteKey(pipeline, note.change), changeNoteSchema, (now) =>
    now && (isHandled(now) || (now.status === 'taking' && note.status !== 'started')) ? undefined : note,
  );
  return stands ?? note;
}

/** The newest push that was taken in with its code; undefined before the first. */
export async function newestPush(store: ObjectStore, pipeline: string): Promise<ChangeNote | undefined> {
  const listed: ListedObject[] = [];
  for await (const object of store.list(layout.changes(pipeline))) listed.push(object);
  listed.sort((a, b) => (a.modifiedAt < b.modifiedAt ? 1 : -1));
  let newest: ChangeNote | undefined;
  for (const { key, modifiedAt } of listed) {
    // A note is written when it was taken, or later; S3 tells whole seconds.
    if (newest && Date.parse(modifiedAt) + 1_000 < Date.parse(newest.takenAt)) break;
    const note = await readNote(store, key);
    if (note?.change.kind !== 'push' || !note.source || note.status === 'overtaken') continue;
    if (!newest || note.takenAt > newest.takenAt) newest = note;
  }
  return newest;
}
