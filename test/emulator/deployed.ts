import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { S3Store } from '../../lib/aws/s3-store.ts';
import { type DeployedPlace, deployedPlaceSchema, placeParameter } from '../../lib/core/deployed-place.ts';
import type { ObjectStore } from '../../lib/ports.ts';
import { type Emulator, keys, region, startEmulator } from '../support/ministack/server.ts';
import { cdk } from './cdk.ts';

const irisFolder = join(import.meta.dirname, '../../examples/iris');
const litter = /(^|\/)(\.venv|\.signalbox|__pycache__|\.pytest_cache|\.ruff_cache|\.coverage)(\/|$)/;

/** What a client of the SDK needs to reach the emulator. */
export interface Reach {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
}

/** An emulator, and the iris workload in a folder of its own, which a test may change before it deploys anew. */
export class Deployed {
  readonly folder: string;
  readonly workload: string;
  readonly reach: Reach;
  readonly #emulator: Emulator;
  readonly #s3: S3Client;

  private constructor(folder: string, emulator: Emulator) {
    this.folder = folder;
    this.workload = join(folder, 'iris');
    this.#emulator = emulator;
    this.reach = { endpoint: emulator.endpoint, region, credentials: keys };
    this.#s3 = new S3Client({ ...this.reach, forcePathStyle: true });
    cpSync(irisFolder, this.workload, { recursive: true, filter: (path) => !litter.test(path) });
  }

  static async start(): Promise<Deployed> {
    const folder = mkdtempSync(join(tmpdir(), 'signalbox-deployed-'));
    return new Deployed(folder, await startEmulator({}, join(folder, 'emulator.log')));
  }

  cdk(...args: string[]): Promise<string> {
    return cdk({ ...this, endpoint: this.#emulator.endpoint }, ...args);
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
    this.#s3.destroy();
    await this.#emulator.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
