import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ConflictError, UsageError } from '../../core/errors.ts';

const answerSchema = z.object({ approve: z.boolean(), reason: z.string() });
export type ApprovalAnswer = z.output<typeof answerSchema>;

/** How often a waiting run looks for its answer. */
const lookEveryMs = 200;

/** Questions and answers as files, so that any process on this machine can answer for the one that waits. */
export class Approvals {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** Asks, and calls `answered` once when somebody answers; stops looking when the state is left. */
  ask(runId: string, question: unknown, signal: AbortSignal, answered: (answer: ApprovalAnswer) => void): void {
    writeFileSync(this.file(runId, 'question'), JSON.stringify(question, null, 2));
    const timer = setInterval(() => {
      const answer = this.read(runId);
      if (!answer) return;
      clearInterval(timer);
      answered(answer);
    }, lookEveryMs);
    signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  }

  /** The first answer stands. @throws UsageError `not-asked`, ConflictError `already-answered` */
  answer(runId: string, answer: ApprovalAnswer): void {
    if (!this.exists(runId, 'question')) throw new UsageError('not-asked', `run ${runId} does not wait for approval`);
    if (this.exists(runId, 'answer')) throw new ConflictError('already-answered', `run ${runId} was answered before`);
    const draft = `${this.file(runId, 'answer')}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(answer));
    renameSync(draft, this.file(runId, 'answer'));
  }

  private read(runId: string): ApprovalAnswer | undefined {
    return this.exists(runId, 'answer')
      ? answerSchema.parse(JSON.parse(readFileSync(this.file(runId, 'answer'), 'utf8')))
      : undefined;
  }

  private exists(runId: string, kind: string): boolean {
    try {
      readFileSync(this.file(runId, kind));
      return true;
    } catch {
      return false;
    }
  }

  private file(runId: string, kind: string): string {
    return join(this.folder, `${encodeURIComponent(runId)}.${kind}.json`);
  }
}
