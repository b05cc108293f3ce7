import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { bundles } from '../../../lib/infra/code/bundles.ts';

export interface Answer {
  value?: unknown;
  /** `name: message` of what the handler threw. */
  error?: string;
  /** Milliseconds within the handler. */
  ms: number;
}

/** The bundle of a function, as it is deployed, in a Node of its own. */
export class BundledFunction {
  readonly #child;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #calls = 0;
  #written = '';

  /** @param preload module that is loaded before the bundle */
  constructor(name: string, env: Record<string, string>, preload?: string) {
    const bundle = join(bundles().folder, name, 'index.mjs');
    const first = preload === undefined ? [] : ['--import', preload];
    this.#child = spawn(process.execPath, [...first, join(import.meta.dirname, 'driver.mjs'), bundle], {
      env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, ...env },
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk) => {
        this.#written += String(chunk);
      });
    }
    createInterface(this.#child.stdio[3] as Readable).on('line', (line) => {
      const { id, ...answer } = JSON.parse(line) as Answer & { id: number };
      this.#waiting.get(id)?.(answer);
      this.#waiting.delete(id);
    });
    this.#child.on('exit', () => {
      for (const answer of this.#waiting.values()) answer({ error: `the function ended: ${this.#written}`, ms: 0 });
    });
  }

  /** One after another, as Lambda calls one instance. */
  invoke(event: unknown): Promise<Answer> {
    this.#calls += 1;
    const id = this.#calls;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#child.stdin?.write(`${JSON.stringify({ id, event })}\n`);
    });
  }

  /** All that it logged so far. */
  get written(): string {
    return this.#written;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.stdin?.end();
    await ended;
  }
}

/** So that an SDK looks for credentials nowhere else. */
export const anyCredentials = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'example',
};
