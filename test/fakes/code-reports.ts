import type { CodeReports } from '../../lib/code-host-ports.ts';
import type { CodeChange } from '../../lib/core/code-change.ts';

/** Remembers what it was told; `refuse` makes a method throw. */
export class FakeCodeReports implements CodeReports {
  readonly told: Array<Record<string, unknown> & { what: string }> = [];
  readonly refuse = new Map<string, Error>();
  /** Called before each telling is done. */
  meanwhile: (what: string) => Promise<void> = async () => {};

  async check(
    change: CodeChange,
    state: string,
    said: { runId: string; title: string; summary: string },
  ): Promise<void> {
    await this.tell('check', { commit: change.commit, state, ...said });
  }

  async comment(change: CodeChange, markdown: string): Promise<void> {
    await this.tell('comment', { number: change.pullRequest?.number, markdown });
  }

  async deployment(change: CodeChange, state: string, said: object): Promise<void> {
    await this.tell('deployment', { commit: change.commit, state, ...said });
  }

  async release(change: CodeChange, release: object): Promise<void> {
    await this.tell('release', { commit: change.commit, ...release });
  }

  /** Checks' and deployments' states, in order. */
  states(): string[] {
    return this.told.map(({ what, state }) => (state === undefined ? what : `${what} ${state}`));
  }

  private async tell(what: string, said: object): Promise<void> {
    await this.meanwhile(what);
    const no = this.refuse.get(what);
    if (no) throw no;
    this.told.push({ what, ...said });
  }
}
