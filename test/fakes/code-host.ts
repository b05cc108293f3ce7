import type { CodeHost, SourceFile } from '../../lib/code-host-ports.ts';
import type { CodeChange, Commit } from '../../lib/core/code-change.ts';
import { InputError } from '../../lib/core/errors.ts';

/** A host of commits that follow one another: each is the files of a workload. */
export class FakeCodeHost implements CodeHost {
  readonly #commits = new Map<string, { files: Record<string, string>; parent: string | null }>();
  /** Commits whose files were asked for. */
  readonly fetched: string[] = [];

  /** Adds a commit and answers its name. */
  commit(name: string, files: Record<string, string>, parent: string | null = null): string {
    const sha = Buffer.from(name).toString('hex').padEnd(40, '0').slice(0, 40);
    this.#commits.set(sha, { files, parent });
    return sha;
  }

  forget(sha: string): void {
    this.#commits.delete(sha);
  }

  async *files(commit: string): AsyncIterable<SourceFile> {
    this.fetched.push(commit);
    const found = this.#commits.get(commit);
    if (!found) throw new InputError('commit-gone', `there is no commit ${commit}`);
    for (const [path, text] of Object.entries(found.files)) yield { path, bytes: Buffer.from(text), executable: false };
  }

  /** What branches and pull requests stand at. */
  standing: CodeChange[] = [];

  async heads(): Promise<CodeChange[]> {
    return this.standing;
  }

  async commits(base: string, head: string): Promise<{ commits: Commit[]; complete: boolean }> {
    const commits: Commit[] = [];
    for (let at: string | null = head; at !== null && at !== base; at = this.#commits.get(at)?.parent ?? null)
      commits.push({ sha: at, message: `commit ${at}`, author: 'octocat' });
    const last = commits.at(-1)?.sha;
    const complete = head === base || (last !== undefined && this.#commits.get(last)?.parent === base);
    return { commits, complete };
  }

  /** Logins of who may write. */
  readonly writers = new Set<string>();

  async mayWrite(person: string): Promise<boolean> {
    return this.writers.has(person);
  }
}
