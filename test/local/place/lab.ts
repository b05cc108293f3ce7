import { type ChildProcess, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { writeFiles } from '../../support/fake-workload.ts';

const workload = join(import.meta.dirname, 'workload');
const bin = resolve(import.meta.dirname, '../../../bin/signalbox.ts');
/** What costs seconds and hangs on nothing a test changes: the empty virtual environment, and synthesized definitions. */
const kept = resolve(import.meta.dirname, '../../../node_modules/.cache/signalbox-test');

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Started {
  child: ChildProcess;
  ended: Promise<Ended>;
}

/** A folder of stores and workloads of one test file, and the real command line on them, each command in a process of its own. */
export class Lab {
  readonly root = mkdtempSync(join(tmpdir(), 'signalbox-lab-'));
  private readonly children = new Set<ChildProcess>();
  private made = 0;

  constructor() {
    for (const name of ['venvs', 'assembly']) mkdirSync(join(kept, name), { recursive: true });
    mkdirSync(this.cache);
    symlinkSync(join(kept, 'venvs'), join(this.cache, 'venvs'));
  }

  get cache(): string {
    return join(this.root, 'cache');
  }

  /** A folder for a store, with definitions in it that were synthesized before. It does not exist for `untouched`. */
  store(kind: 'ready' | 'untouched' = 'ready'): string {
    const store = join(this.root, `store-${++this.made}`);
    if (kind === 'untouched') return store;
    mkdirSync(store);
    symlinkSync(join(kept, 'assembly'), join(store, 'assembly'));
    return store;
  }

  /** Another store with all that this one holds. */
  copyOf(store: string): string {
    const copy = join(this.root, `store-${++this.made}`);
    cpSync(store, copy, { recursive: true, verbatimSymlinks: true });
    return copy;
  }

  /** The workload of this folder, with other files in place of its own; `null` removes one. */
  workload(files: Record<string, string | null> = {}): string {
    const folder = join(this.root, `workload-${++this.made}`);
    cpSync(workload, folder, { recursive: true });
    for (const [path, text] of Object.entries(files))
      text === null ? rmSync(join(folder, path)) : writeFiles(folder, { [path]: text });
    return folder;
  }

  file(name: string, content: string | Uint8Array): string {
    const folder = join(this.root, `file-${++this.made}`);
    mkdirSync(folder);
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  }

  /** 60 days; other `degrees` make another model. */
  days(degrees = 0): string {
    const rows = Array.from({ length: 60 }, (_, day) =>
      [day, (day % 2 ? 25 : -5) + (day % 7) + degrees, day % 2 ? 'warm' : 'cold'].join(','),
    );
    return this.file('days.csv', `day,degrees,feels\n${rows.join('\n')}\n`);
  }

  start(args: string[]): Started {
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn(process.execPath, [bin, ...args], {
      cwd: this.root,
      env: { PATH, HOME, SIGNALBOX_CACHE: this.cache, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.children.add(child);
    const said = { stdout: '', stderr: '' };
    child.stdout?.on('data', (chunk) => (said.stdout += chunk));
    child.stderr?.on('data', (chunk) => (said.stderr += chunk));
    const ended = new Promise<Ended>((done) => {
      child.once('close', (code) => {
        this.children.delete(child);
        done({ code, ...said });
      });
    });
    return { child, ended };
  }

  run(args: string[]): Promise<Ended> {
    return this.start(args).ended;
  }

  /** Ends the commands that still run, and removes everything. */
  close(): void {
    for (const child of this.children) child.kill('SIGKILL');
    rmSync(this.root, { recursive: true, force: true });
  }

  /** Command lines of processes that have to do with this lab, by what Linux tells of each. */
  processes(): string[] {
    if (!existsSync('/proc/self/cmdline')) return [];
    return readdirSync('/proc').flatMap((pid) => {
      if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return [];
      const [command, environment] = ['cmdline', 'environ'].map((name) => readOrNothing(`/proc/${pid}/${name}`));
      const concerned = `${command}${environment}`.includes(this.root);
      return concerned && command ? [`${pid} ${command.replaceAll('\0', ' ').trim()}`] : [];
    });
  }
}

function readOrNothing(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** The outcome that `runs --json` tells, newest first. */
export interface ToldRun {
  runId: string;
  outcome: string;
  sentence: string;
  version: string | null;
  serving: string | null;
}

/** A JSON file of a store; undefined while there is none. */
export function stored<T>(store: string, key: string): T | undefined {
  const text = readOrNothing(join(store, 'store', key));
  return text === '' ? undefined : (JSON.parse(text) as T);
}
