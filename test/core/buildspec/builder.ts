import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { BuildRun } from '../../../lib/core/buildspec/run.ts';
import { buildspecs } from '../../../lib/core/buildspec.ts';
import { type Policy, policySchema } from '../../../lib/core/policy/schema.ts';
import type { ProjectName } from '../../../lib/core/step-io.ts';

const commit = '1'.repeat(40);
export const run: BuildRun = {
  runId: 'push-0123456789ab-1',
  machine: 'delivery',
  imageTag: `source-${'a'.repeat(40)}`,
  source: { digest: 'a'.repeat(64), commit },
  change: {
    kind: 'push',
    host: 'github',
    repository: 'octo/iris',
    branch: 'main',
    commit,
    pullRequest: null,
    title: 'feat: petals',
    author: 'octo',
    committedAt: '2026-11-23T10:00:00Z',
    again: null,
  },
  locks: { 'requirements.txt': 'b'.repeat(64) },
  championCoverage: null,
};

const iris = readFileSync(join(import.meta.dirname, '../../../examples/iris/signalbox.yaml'), 'utf8');

/** The iris policy with other checks and whatever is given. */
export function policy(given: Record<string, unknown> = {}): Policy {
  const { coverage: _, testReports: __, ...rest } = parse(iris) as Record<string, unknown>;
  const checks = [
    { name: 'first', run: 'true' },
    { name: 'second', run: 'echo second ran' },
  ];
  return policySchema.parse({ ...rest, checks, python: { requirements: ['requirements.txt'] }, ...given });
}

export interface Buildspec {
  env: { shell: string };
  phases: { build: { commands: string[]; finally?: string[] } };
  reports?: Record<string, { files: string[]; 'file-format': string }>;
  cache?: { key: string; paths: string[] };
}

export function buildspecOf(of: Policy, project: ProjectName, given: Partial<BuildRun> = {}): Buildspec {
  return parse(buildspecs(of, { ...run, ...given })[project]) as Buildspec;
}

/** A build container of one test: its folder, with stand-ins of programs first on the path. */
export class Builder {
  readonly folder = mkdtempSync(join(tmpdir(), 'buildspec-'));
  environment: Record<string, string> = {};

  constructor() {
    mkdirSync(join(this.folder, 'bin'));
    mkdirSync(join(this.folder, 'stored'));
    mkdirSync(join(this.folder, 'source'));
    // What is put into the store is found there again, under its key with `_` for `/`.
    this.standIn(
      'aws',
      `[ "$2" = put-object ] || exit 0
while [ $# -gt 0 ]; do case $1 in --key) key=$2;; --body) body=$2;; esac; shift; done
cp "$body" "${this.folder}/stored/\${key//\\//_}"`,
    );
    this.standIn('python3', '[ "$2" = venv ] || exec /usr/bin/env -S PATH="$REAL_PATH" python3 "$@"');
    this.standIn('python', 'exit 0');
    this.standIn('sleep', 'exit 0');
  }

  /** Each call is written down before `body` runs. */
  standIn(name: string, body: string): void {
    const file = join(this.folder, 'bin', name);
    writeFileSync(file, `#!/bin/bash\necho "${name} $*" >> ${this.folder}/calls\n${body}\n`);
    chmodSync(file, 0o755);
  }

  /** Commands, and then what comes finally. Absolute folders are moved below this one. */
  build(of: Buildspec): { status: number | null; out: string } {
    const { commands, finally: last = [] } = of.phases.build;
    const result = this.#run(commands[0] ?? '');
    for (const each of last) this.#run(each);
    return result;
  }

  #run(script: string) {
    const moved = script.replaceAll('/tmp/', `${this.folder}/`).replaceAll('/opt/ml', `${this.folder}/ml`);
    const { PATH = '' } = process.env;
    const result = spawnSync('bash', ['-c', moved], {
      cwd: join(this.folder, 'source'),
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
      env: {
        PATH: `${join(this.folder, 'bin')}:${PATH}`,
        REAL_PATH: PATH,
        SIGNALBOX_STORE: 'store',
        SIGNALBOX_REPOSITORY_URI: '1.dkr.ecr.eu-west-1.amazonaws.com/models/iris',
        SIGNALBOX_BUILDKIT: 'buildkit:1',
        SIGNALBOX_SBOM_SCANNER: 'scanner:1',
        ...this.environment,
      },
    });
    return { status: result.status, out: result.stdout + result.stderr };
  }

  /** A file of the workload, in whose folder the build runs. */
  write(name: string, text: string | Uint8Array): void {
    writeFileSync(join(this.folder, 'source', name), text);
  }

  has(name: string): boolean {
    return existsSync(join(this.folder, name));
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }

  stored(key: string): string | undefined {
    const name = join('stored', key.replaceAll('/', '_'));
    return this.has(name) ? this.read(name) : undefined;
  }

  calls(): string {
    return this.has('calls') ? this.read('calls') : '';
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
