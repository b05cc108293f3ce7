import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
    if (!existsSync(this.file(runId, 'question')))
      throw new UsageError('not-asked', `run ${runId} does not wait for approval`);
    const draft = `${this.file(runId, 'answer')}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(answer));
    try {
      // Unlike a rename, a link refuses to replace: of two answers at once, one stands and the other is told.
      linkSync(draft, this.file(runId, 'answer'));
    } catch (error) {
      if (this.read(runId) === undefined) throw error;
      throw new ConflictError('already-answered', `run ${runId} was answered before`, { cause: error });
    } finally {
      rmSync(draft, { force: true });
    }
  }

  private read(runId: string): ApprovalAnswer | undefined {
    const file = this.file(runId, 'answer');
    return existsSync(file) ? answerSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
  }

  private file(runId: string, kind: 'question' | 'answer'): string {
    return join(this.folder, `${encodeURIComponent(runId)}.${kind}.json`);
  }
}
