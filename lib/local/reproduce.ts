import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '../core/errors.ts';
import type { Reproduction } from '../core/release/reproduction.ts';
import type { ObjectStore, Scorer } from '../ports.ts';
import { reproduce, type Workshop } from '../steps/reproduce.ts';
import { ModelServer } from './router/model-server.ts';
import { parsedOrText } from './scorer.ts';
import { workloadEnvironment } from './workload/environment.ts';
import { lastLines } from './workload/last-lines.ts';
import { unpackModel } from './workload/model-archive.ts';
import { runTraining } from './workload/train.ts';
import { pythonVersion } from './workload/venv.ts';
import type { Workloads } from './workload/workloads.ts';

/** Reproduces a release with processes of this machine, in a folder that is gone afterwards; see steps/reproduce.ts. */
export async function reproduceHere(
  version: string,
  ports: { store: ObjectStore; data: ObjectStore },
  workloads: Workloads,
): Promise<Reproduction> {
  const workDir = await mkdtemp(join(tmpdir(), 'signalbox-reproduce-'));
  try {
    return await reproduce(version, { ...ports, workDir }, workshopIn(workDir, ports.store, workloads));
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

function workshopIn(folder: string, store: ObjectStore, workloads: Workloads): Workshop {
  return {
    train: async ({ sourceDigest, runId, trainFiles }) => {
      const source = await workloads.source(store, sourceDigest);
      const venv = await workloads.venv(source);
      const outDir = join(folder, 'train');
      const { dir: workloadDir, policy } = source;
      const trained = await runTraining({ workloadDir, venv, training: policy.training, trainFiles, outDir, runId });
      if (trained.status === 'trained') return { ...trained, python: await pythonVersion(venv) };
      const said = lastLines(trained.tail);
      throw new InputError('training-failed', said === '' ? trained.reason : `${trained.reason} ${said}`);
    },
    serve: async ({ sourceDigest, archive }, use) => {
      const base = join(folder, 'serve');
      await unpackModel(archive, join(base, 'model'));
      const server = await serverOf(sourceDigest, base, store, workloads);
      try {
        const start = await server.start();
        if (!start.ready) throw new InputError('not-ready', `the model server did not come up: ${start.reason}`);
        return await use(scorerOf(server));
      } finally {
        await server.stop();
      }
    },
  };
}

async function serverOf(digest: string, base: string, store: ObjectStore, workloads: Workloads): Promise<ModelServer> {
  const source = await workloads.source(store, digest);
  const { run: command, readyTimeLimitSeconds, answerTimeLimitSeconds } = source.policy.serving;
  const given = { SAGEMAKER_BASE_DIR: base, SM_MODEL_DIR: join(base, 'model') };
  const env = workloadEnvironment(await workloads.venv(source), given);
  const spec = { command, cwd: source.dir, env, readyTimeLimitSeconds, answerTimeLimitSeconds };
  return new ModelServer('reproduced', spec, { logPath: join(base, 'server.log'), onProcess: () => {}, log: () => {} });
}

function scorerOf(server: ModelServer): Scorer {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  return {
    predict: async (_id, instances) => {
      const { status, body, latencyMs } = await server.send({
        body: Buffer.from(JSON.stringify({ instances })),
        headers,
      });
      return { status, body: parsedOrText(body.toString('utf8')), latencyMs };
    },
  };
}
