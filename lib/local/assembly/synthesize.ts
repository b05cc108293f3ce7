import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { InternalError } from '../../core/errors.ts';
import { sha256 } from '../../core/sha256.ts';
import { runCommand } from '../workload/run-command.ts';

/** Root of this package: sources in a checkout, `dist/` where it is installed. */
const root = resolve(import.meta.dirname, '../../..');
const extension = extname(import.meta.filename);

export interface Synthesis {
  /** Path of the template. */
  template: string;
  /** 0 when an earlier synthesis of the same app and policy was taken. */
  seconds: number;
}

/**
 * Synthesizes the CDK app for a workload, or takes what was synthesized before from the same code and policy.
 * The definitions are those that `cdk deploy` would create; only the functions' code is left out, since steps run in-process.
 */
export async function synthesize(workload: string, cacheDir: string): Promise<Synthesis> {
  const key = await identity(workload);
  const home = join(cacheDir, key);
  const found = existsSync(home) ? await templateIn(home) : undefined;
  if (found) return { template: found, seconds: 0 };
  await mkdir(cacheDir, { recursive: true });
  const out = await mkdtemp(join(cacheDir, 'synth-'));
  const seconds = await runApp(workload, out);
  // Two commands at once synthesize the same thing: whose rename comes second finds it done.
  await rename(out, home).catch(() => rm(out, { recursive: true, force: true }));
  const template = await templateIn(home);
  if (!template) throw new InternalError('synth-failed', `the app wrote no template with state machines to ${home}`);
  return { template, seconds };
}

async function runApp(workload: string, out: string): Promise<number> {
  const context = JSON.stringify({
    'signalbox:assets': 'none',
    'aws:cdk:disable-asset-staging': true,
    'aws:cdk:bundling-stacks': [],
  });
  const env = {
    CDK_OUTDIR: out,
    CDK_CONTEXT_JSON: context,
    // Whether CloudFormation would take the template is for a deployment to ask: it is three quarters of the time.
    CDK_VALIDATION: 'false',
    SIGNALBOX_WORKLOAD: resolve(workload),
    PATH: process.env.PATH ?? '',
  };
  const command = `"${process.execPath}" --disable-warning=ExperimentalWarning "${join(root, `lib/infra/definitions${extension}`)}"`;
  const { exitCode, seconds, tail } = await runCommand(command, { cwd: root, env, timeLimitSeconds: 300 });
  if (exitCode === 0) return seconds;
  await rm(out, { recursive: true, force: true });
  throw new InternalError('synth-failed', `synthesizing the state machines failed (exit ${exitCode}):\n${tail}`);
}

/** Whatever can change a definition: our own code, and the policy. */
async function identity(workload: string): Promise<string> {
  const hash = createHash('sha256').update(readFileSync(join(workload, 'signalbox.yaml')));
  for (const folder of ['lib/infra', 'lib/core', 'bin']) {
    for (const file of (await readdir(join(root, folder), { recursive: true })).sort()) {
      if (file.endsWith(extension)) hash.update(file).update(readFileSync(join(root, folder, file)));
    }
  }
  return sha256(hash.digest()).slice(0, 16);
}

async function templateIn(folder: string): Promise<string | undefined> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.template.json')).sort();
  return files
    .map((file) => join(folder, file))
    .find((file) => readFileSync(file, 'utf8').includes('AWS::StepFunctions::StateMachine'));
}
