import { join } from 'node:path';
import { GetAliasCommand, GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { servedEnvironment } from '../../../lib/core/environment.ts';
import { ModelServer } from '../../../lib/local/router/model-server.ts';
import { workloadEnvironment } from '../../../lib/local/workload/environment.ts';
import type { Workloads } from '../../../lib/local/workload/workloads.ts';
import type { ObjectStore } from '../../../lib/ports.ts';
import type { Reach } from '../deployed.ts';

/** Fractions of the golden ratio meet any weights evenly, the same each time. */
const golden = (Math.sqrt(5) - 1) / 2;

/** The versions of served functions as model servers on this machine, each started when it is first called. */
export class ServedVersions {
  readonly #lambda: LambdaClient;
  readonly #store: ObjectStore;
  readonly #workloads: Workloads;
  readonly #folder: string;
  readonly #servers = new Map<string, Promise<ModelServer>>();
  #invocations = 0;

  constructor(reach: Reach, store: ObjectStore, workloads: Workloads, folder: string) {
    this.#lambda = new LambdaClient(reach);
    this.#store = store;
    this.#workloads = workloads;
    this.#folder = folder;
  }

  /** Which version answers: the qualifier itself, or one of an alias's by its weights. */
  async chosen(FunctionName: string, qualifier: string): Promise<string> {
    if (/^\d+$/.test(qualifier)) return qualifier;
    const alias = await this.#lambda.send(new GetAliasCommand({ FunctionName, Name: qualifier }));
    this.#invocations += 1;
    const [[other, weight] = ['', 0]] = Object.entries(alias.RoutingConfig?.AdditionalVersionWeights ?? {});
    return (this.#invocations * golden) % 1 < weight ? other : (alias.FunctionVersion ?? '');
  }

  server(functionName: string, version: string): Promise<ModelServer> {
    const name = `${functionName}-${version}`;
    const known = this.#servers.get(name) ?? this.#made(functionName, version);
    this.#servers.set(name, known);
    return known;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#servers.values()].map(async (server) => (await server).stop(0)));
    this.#lambda.destroy();
  }

  /** What the image would hold is the source that it was built of: its digest stands in for the image's. */
  async #made(FunctionName: string, Qualifier: string): Promise<ModelServer> {
    const { Code, Configuration } = await this.#lambda.send(new GetFunctionCommand({ FunctionName, Qualifier }));
    const variables = Configuration?.Environment?.Variables ?? {};
    const source = await this.#workloads.source(this.#store, Code?.ImageUri?.split('@sha256:')[1] ?? '');
    const base = await this.#workloads.model(this.#store, variables[servedEnvironment.modelSha256] ?? '');
    const { run: command, readyTimeLimitSeconds, answerTimeLimitSeconds } = source.policy.serving;
    const env = workloadEnvironment(await this.#workloads.venv(source), {
      SAGEMAKER_BASE_DIR: base,
      SM_MODEL_DIR: `${base}/model`,
    });
    const id = variables[servedEnvironment.servable] ?? '';
    const limits = { readyTimeLimitSeconds, answerTimeLimitSeconds };
    const logPath = join(this.#folder, `${FunctionName}-${Qualifier}.log`);
    const supervision = { logPath, onProcess: () => {}, log: () => {} };
    return new ModelServer(id, { command, cwd: source.dir, env, ...limits }, supervision);
  }
}
