import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { sha256 } from '../../core/sha256.ts';

const answerSchema = z.object({ goOn: z.boolean(), reason: z.string() });
export type TokenAnswer = z.output<typeof answerSchema>;

/** How often a waiting execution looks for its answer. */
const lookEveryMs = 200;

/** Answers to task tokens as files, so that any process on this machine can answer for the one that waits. */
export class TokenAnswers {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** The first answer stands; `gone` for any later one. */
  give(token: string, answer: TokenAnswer): 'told' | 'gone' {
    mkdirSync(this.folder, { recursive: true });
    const draft = `${this.file(token)}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(answer));
    try {
      // Unlike a rename, a link refuses to replace.
      linkSync(draft, this.file(token));
      return 'told';
    } catch (error) {
      if (this.read(token) === undefined) throw error;
      return 'gone';
    } finally {
      rmSync(draft, { force: true });
    }
  }

  /** Calls `answered` once when there is an answer; stops looking when the state is left. */
  listen(token: string, signal: AbortSignal, answered: (answer: TokenAnswer) => void): void {
    // Left while it was still being asked: no abort is told of any more.
    if (signal.aborted) return;
    const timer = setInterval(look, lookEveryMs, this);
    signal.addEventListener('abort', () => clearInterval(timer), { once: true });
    look(this);

    function look(answers: TokenAnswers): void {
      const answer = answers.read(token);
      if (!answer || signal.aborted) return;
      clearInterval(timer);
      answered(answer);
    }
  }

  private read(token: string): TokenAnswer | undefined {
    const file = this.file(token);
    return existsSync(file) ? answerSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
  }

  /** A token is long, and may hold anything. */
  private file(token: string): string {
    return join(this.folder, `${sha256(token)}.json`);
  }
}
