import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRequest, TimelineEntry } from '../../core/run.ts';
import { requestSchema } from '../../core/run-schemas.ts';
import type { ExecutionStatus, Executions } from '../../ports.ts';
import { identify, isRunning, type ProcessIdentity } from '../router/process-identity.ts';
import { FileJournal } from '../states-language/file-journal.ts';
import { executionName, rolloutName } from './names.ts';
import { timelineOf } from './timeline.ts';
import { type TokenAnswer, TokenAnswers } from './token-answers.ts';

const endOf: Record<string, ExecutionStatus> = {
  ExecutionSucceeded: 'SUCCEEDED',
  ExecutionFailed: 'FAILED',
  ExecutionTimedOut: 'TIMED_OUT',
  ExecutionAborted: 'ABORTED',
};

/**
 * Executions as folders: `request.json` while one waits for a runner, `runner-<process>` once a process drives it,
 * `command-<process>` for each command that it started, `over` once nothing is left to be done, and its journal.
 * An execution whose process is gone before its end is ABORTED.
 */
export class LocalExecutions implements Executions {
  readonly answers: TokenAnswers;
  private readonly root: string;

  constructor(root: string, answers = `${root}.answers`) {
    this.root = root;
    this.answers = new TokenAnswers(answers);
  }

  /** Only notes the wish: a runner takes it with `claimNext`, so a command that wakes a run need not carry it out. */
  async start(request: RunRequest): Promise<'started' | 'already'> {
    const folder = this.folder(request.runId);
    if (existsSync(folder)) return 'already';
    const draft = `${folder}.${process.pid}.draft`;
    mkdirSync(draft, { recursive: true });
    writeFileSync(join(draft, 'request.json'), JSON.stringify(request));
    try {
      renameSync(draft, folder);
      return 'started';
    } catch {
      return 'already';
    }
  }

  async describe(arn: string): Promise<ExecutionStatus> {
    const folder = this.folder(executionName(arn));
    if (!existsSync(folder)) return 'UNKNOWN';
    const last = (await this.journal(executionName(arn)).read()).findLast(
      (event) => event.journal?.run === undefined && event.type in endOf,
    );
    if (last) return endOf[last.type] ?? 'UNKNOWN';
    const runner = this.runnerOf(executionName(arn));
    return runner === undefined || isRunning(runner) ? 'RUNNING' : 'ABORTED';
  }

  async timeline(arn: string): Promise<TimelineEntry[]> {
    const name = executionName(arn);
    const own = timelineOf('delivery', await this.journal(name).read());
    return [...own, ...timelineOf('rollout', await this.journal(rolloutName(name)).read())];
  }

  async answer(taskToken: string, said: TokenAnswer): Promise<'told' | 'gone'> {
    return this.answers.give(taskToken, said);
  }

  journal(name: string): FileJournal {
    return new FileJournal(join(this.folder(name), 'history.jsonl'));
  }

  /** Makes this process the one that drives the execution, exactly once over all processes; undefined when nothing waits. */
  claimNext(): RunRequest | undefined {
    for (const name of this.names()) {
      const request = this.claim(name);
      if (request) return request;
    }
    return undefined;
  }

  /** One rename makes the claim, and its name says whose it is: there is no moment in between. */
  private claim(name: string): RunRequest | undefined {
    const taken = join(this.folder(name), fileOf('runner', process.pid));
    try {
      renameSync(join(this.folder(name), 'request.json'), taken);
    } catch {
      return undefined;
    }
    return requestSchema.parse(JSON.parse(readFileSync(taken, 'utf8')));
  }

  /** Records this process as the runner of an execution that another one started, as Delivery starts Rollout. */
  drive(name: string): void {
    mkdirSync(this.folder(name), { recursive: true });
    writeFileSync(join(this.folder(name), fileOf('runner', process.pid)), '');
  }

  /** Records a command that the execution started, so that it can be ended when this process is killed. */
  noteCommand(name: string, pid: number): void {
    if (existsSync(this.folder(name))) writeFileSync(join(this.folder(name), fileOf('command', pid)), '');
  }

  /** Nothing is left to be done for it, by anybody. */
  markOver(name: string): void {
    writeFileSync(join(this.folder(name), 'over'), '');
  }

  /** Executions whose process is gone and which nobody has cleaned up after, with the commands that it left running. */
  abandoned(): Array<{ name: string; commands: ProcessIdentity[] }> {
    return this.names().flatMap((name) => {
      const files = readdirSync(this.folder(name));
      const runner = processesIn(files, 'runner')[0];
      if (!runner || files.includes('over') || isRunning(runner)) return [];
      return [{ name, commands: processesIn(files, 'command').filter(isRunning) }];
    });
  }

  /** Of all that were ever started here. */
  names(): string[] {
    const folders = existsSync(this.root) ? readdirSync(this.root) : [];
    const drafts = /\.\d+\.draft$/;
    return folders.flatMap((name) => (drafts.test(name) ? [] : [decodeURIComponent(name)])).sort();
  }

  private runnerOf(name: string): ProcessIdentity | undefined {
    return processesIn(readdirSync(this.folder(name)), 'runner')[0];
  }

  private folder(name: string): string {
    return join(this.root, encodeURIComponent(name));
  }
}

type Role = 'runner' | 'command';

/** The name alone says which process: the file is there with all it says, or not at all. */
function fileOf(role: Role, pid: number): string {
  return `${role}-${pid}-${encodeURIComponent(identify(pid)?.start ?? 'unknown')}`;
}

function processesIn(files: string[], role: Role): ProcessIdentity[] {
  return files.flatMap((file) => {
    const [, found, pid, start] = /^(\w+)-(\d+)-(.+)$/.exec(file) ?? [];
    return found === role && pid && start ? [{ pid: Number(pid), start: decodeURIComponent(start) }] : [];
  });
}
