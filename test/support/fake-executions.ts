import type { Executions } from '../../lib/ports.ts';

type Status = Awaited<ReturnType<Executions['describe']>>;

/** Executions whose status a test sets by hand; any other is UNKNOWN, as after its history was deleted. */
export class FakeExecutions implements Executions {
  readonly statuses = new Map<string, Status>();
  readonly started: string[] = [];

  async start({ runId }: { runId: string }): Promise<'started' | 'already'> {
    if (this.started.includes(runId)) return 'already';
    this.started.push(runId);
    return 'started';
  }

  async describe(executionArn: string): Promise<Status> {
    return this.statuses.get(executionArn) ?? 'UNKNOWN';
  }

  /** What was answered, by task token. */
  readonly answers = new Map<string, { goOn: boolean; reason: string }>();

  async answer(token: string, said: { goOn: boolean; reason: string }): Promise<'told' | 'gone'> {
    if (this.answers.has(token)) return 'gone';
    this.answers.set(token, said);
    return 'told';
  }

  async timeline(): Promise<[]> {
    return [];
  }
}
