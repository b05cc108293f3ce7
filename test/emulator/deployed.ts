import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { S3Store } from '../../lib/aws/s3-store.ts';
import { type DeployedPlace, deployedPlaceSchema, placeParameter } from '../../lib/core/deployed-place.ts';
import type { ObjectStore } from '../../lib/ports.ts';
import { type Emulator, keys, region, startEmulator } from '../support/ministack/server.ts';
import { cdk } from './cdk.ts';
import { GitHub, redirect } from './github.ts';
import { LambdaFront } from './served/lambda-front.ts';
import { signalbox } from './signalbox.ts';
import { functionNames, swaps } from './swaps.ts';

const irisFolder = join(import.meta.dirname, '../../examples/iris');
const litter = /(^|\/)(\.venv|\.signalbox|__pycache__|\.pytest_cache|\.ruff_cache|\.coverage)(\/|$)/;

/** What a client of the SDK needs to reach the emulator. */
export interface Reach {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  /** Trusts the emulator's certificate. */
  requestHandler: { httpsAgent: Agent };
}

/** An emulator, and the iris workload in a folder of its own, which a test may change before it deploys anew. */
export class Deployed {
  readonly folder: string;
  readonly workload: string;
  readonly reach: Reach;
  readonly front: LambdaFront;
  readonly github: GitHub;
  readonly #emulator: Emulator;
  readonly #s3: S3Client;

  private constructor(folder: string, emulator: Emulator, front: LambdaFront, github: GitHub) {
    this.folder = folder;
    this.workload = join(folder, 'iris');
    this.#emulator = emulator;
    this.front = front;
    this.github = github;
    const httpsAgent = new Agent({ ca: readFileSync(emulator.certificate), keepAlive: true });
    this.reach = { endpoint: emulator.endpoint, region, credentials: keys, requestHandler: { httpsAgent } };
    front.emulator = { endpoint: emulator.endpoint, httpsAgent };
    this.#s3 = new S3Client({ ...this.reach, forcePathStyle: true });
    cpSync(irisFolder, this.workload, { recursive: true, filter: (path) => !litter.test(path) });
    this.change('signalbox.yaml', (policy) =>
      policy
        .replace('  drift: {}', '  drift: {}\n  arrival: { complete: { kind: quiet, seconds: 1 } }')
        .replace('bakeSeconds: 600\n  windowSeconds: 60', 'bakeSeconds: 10\n  windowSeconds: 10'),
    );
  }

  static async start(): Promise<Deployed> {
    const folder = mkdtempSync(join(tmpdir(), 'signalbox-deployed-'));
    const front = await LambdaFront.start(functionNames(swaps.served));
    const github = await GitHub.start();
    const settings = {
      AWS_ENDPOINT_URL_LAMBDA: front.url,
      EARLY_FUNCTIONS: functionNames(swaps.judge).source,
      BENCH_GITHUB_URL: github.server.url,
      NODE_OPTIONS: [join(import.meta.dirname, 'early-judge.mjs'), redirect]
        .map((path) => `--import=${path}`)
        .join(' '),
    };
    const emulator = await startEmulator(settings, join(folder, 'emulator.log'));
    const deployed = new Deployed(folder, emulator, front, github);
    github.serve(deployed.workload);
    await github.keepSecrets(deployed.reach);
    return deployed;
  }

  /** Changes a file of the workload. */
  change(file: string, how: (text: string) => string): void {
    const path = join(this.workload, file);
    const before = readFileSync(path, 'utf8');
    const after = how(before);
    if (after === before) throw new Error(`${file} is as it was`);
    writeFileSync(path, after);
  }

  cdk(...args: string[]): Promise<string> {
    return cdk({ ...this, ...this.#emulator }, ...args);
  }

  signalbox(...args: string[]): ReturnType<typeof signalbox> {
    return signalbox(this.#emulator, ...args);
  }

  /** Where the stack says that its parts are. */
  async place(): Promise<DeployedPlace> {
    const asked = new GetParameterCommand({ Name: placeParameter('iris') });
    const { Parameter } = await new SSMClient(this.reach).send(asked);
    return deployedPlaceSchema.parse(JSON.parse(Parameter?.Value ?? ''));
  }

  bucket(name: string): ObjectStore {
    return new S3Store(this.#s3, name);
  }

  async stop(): Promise<void> {
    await Promise.all([this.front.stop(), this.github.stop()]);
    this.#s3.destroy();
    await this.#emulator.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
