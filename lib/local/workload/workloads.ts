import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InputError, InternalError } from '../../core/errors.ts';
import { parsePolicy } from '../../core/policy/parse.ts';
import type { Policy } from '../../core/policy/schema.ts';
import { sha256 } from '../../core/sha256.ts';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore } from '../../ports.ts';
import { fingerprint } from '../store/fingerprint.ts';
import { unpackModel } from './model-archive.ts';
import { unbundle } from './unbundle.ts';
import { defaultCacheDir, ensureVenv, type Venv } from './venv.ts';

export interface Source {
  /** Unpacked workload; shared by all who use this digest, so not to be written to. */
  dir: string;
  policy: Policy;
}

/** `created`: it was built just now. */
export type ReadyVenv = Pick<Venv, 'binDir'> & Partial<Pick<Venv, 'created'>>;

/**
 * Sources, models and environments on this machine, by content: fetched from the store and verified once, then used as
 * they are. A folder appears complete or not at all, whoever is killed meanwhile.
 */
export class Workloads {
  readonly #cacheDir: string;
  readonly #venvOf: (requirementFiles: string[]) => Promise<ReadyVenv>;
  /** By source. Asking Python for its version takes up to 0.3 s behind a shim, and a run asks five times. */
  readonly #venvs = new Map<string, Promise<ReadyVenv>>();

  /** @param options.venvOf builds the environment. @default `ensureVenv` in `cacheDir` */
  constructor(
    options: {
      cacheDir?: string;
      onProgress?: (line: string) => void;
      venvOf?: (requirementFiles: string[]) => Promise<ReadyVenv>;
    } = {},
  ) {
    const { cacheDir = defaultCacheDir(), onProgress, venvOf } = options;
    this.#cacheDir = cacheDir;
    this.#venvOf = venvOf ?? ((files) => ensureVenv(files, cacheDir, onProgress));
  }

  /** @throws InputError `object-gone`, `path-outside`, `policy-invalid`; InternalError `digest-mismatch` */
  async source(store: ObjectStore, digest: string): Promise<Source> {
    const dir = await this.#once(join('sources', digest), async (folder) => {
      const key = layout.source(digest);
      const stored = await store.get(key);
      if (!stored) throw new InputError('object-gone', `The source ${key} is not in the store.`);
      verify(key, digest, sha256(stored.bytes));
      await unbundle(stored.bytes, folder);
    });
    const policy = await readFile(join(dir, 'signalbox.yaml'), 'utf8').catch((thrown) => {
      throw new InputError('policy-missing', `The source ${digest} has no signalbox.yaml at its top.`, {
        cause: thrown,
      });
    });
    return { dir, policy: parsePolicy(policy) };
  }

  /** A base folder as `/opt/ml`, with the model's files in `model/`. @throws as `source`, and InputError `model-broken` */
  model(store: ObjectStore, digest: string): Promise<string> {
    return this.#once(join('models', digest), async (folder) => {
      const key = layout.model(digest);
      const archive = join(dirname(folder), `${randomUUID()}.tar.gz`);
      try {
        await store.download(key, archive);
        verify(key, digest, (await fingerprint(archive)).etag);
        await unpackModel(archive, join(folder, 'model'));
      } finally {
        await rm(archive, { force: true });
      }
    });
  }

  /** The virtual environment of a source, for checks, training and serving alike. @throws as `ensureVenv` */
  async venv({ dir, policy }: Source): Promise<ReadyVenv> {
    const venv = this.#venvs.get(dir) ?? this.#venvOf(policy.python.requirements.map((file) => join(dir, file)));
    this.#venvs.set(dir, venv);
    try {
      return await venv;
    } catch (thrown) {
      this.#venvs.delete(dir);
      throw thrown;
    }
  }

  /** Fills a folder beside its place and renames it there; who comes second throws his own away. */
  async #once(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
    const place = join(this.#cacheDir, name);
    if (existsSync(place)) return place;
    const draft = `${place}.${randomUUID()}`;
    await mkdir(draft, { recursive: true });
    try {
      await fill(draft);
      await rename(draft, place).catch((thrown) => {
        if (!existsSync(place)) throw thrown;
      });
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
    return place;
  }
}

function verify(key: string, expected: string, actual: string): void {
  if (actual === expected) return;
  throw new InternalError(
    'digest-mismatch',
    `${key} has the digest ${actual}, not ${expected}: it was altered or cut.`,
  );
}
