import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { anyCredentials } from '../lambda/function.ts';
import { runtimeClient } from './installed.ts';
import { RuntimeApi, type Told } from './runtime-api.ts';

/** An instance of a function under AWS's own client of the runtime, as Lambda starts one from the function's folder. */
export class Instance {
  readonly started: number;
  readonly #api: RuntimeApi;
  readonly #child;
  #written = '';

  private constructor(api: RuntimeApi, address: string, folder: string, env: Record<string, string>) {
    this.#api = api;
    this.started = performance.now();
    this.#child = spawn(process.execPath, [runtimeClient(), 'index.handler'], {
      cwd: folder,
      env: { PATH: process.env.PATH, ...anyCredentials, ...lambdaEnvironment(folder, address), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream.on('data', (chunk) => {
        this.#written += String(chunk);
      });
  }

  static async start(folder: string, env: Record<string, string> = {}): Promise<Instance> {
    const api = new RuntimeApi();
    return new Instance(api, await api.start(), folder, env);
  }

  /** All that it logged so far. */
  get written(): string {
    return this.#written;
  }

  /** What it says next. @throws where it ended instead */
  async next(): Promise<Told> {
    const ended = once(this.#child, 'exit').then(() =>
      Promise.reject(new Error(`the instance ended: ${this.#written}`)),
    );
    ended.catch(() => {});
    return Promise.race([this.#api.next(), ended]);
  }

  /** Its answer to an event; it must have said that it is ready. */
  async invoke(event: unknown, seconds = 30): Promise<Told> {
    this.#api.invoke(event, seconds);
    return this.next();
  }

  async stop(): Promise<void> {
    const ended = this.#child.exitCode === null ? once(this.#child, 'exit') : undefined;
    this.#child.kill('SIGKILL');
    await ended;
    await this.#api.stop();
  }
}

/** docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
function lambdaEnvironment(folder: string, address: string): Record<string, string> {
  return {
    AWS_LAMBDA_RUNTIME_API: address,
    AWS_LAMBDA_FUNCTION_NAME: 'function',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024',
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/function',
    AWS_LAMBDA_LOG_STREAM_NAME: '2026/01/01/[$LATEST]0',
    LAMBDA_TASK_ROOT: join(folder),
    _HANDLER: 'index.handler',
    TZ: ':UTC',
  };
}
