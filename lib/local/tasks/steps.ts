import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { asTaskError } from '../../core/errors.ts';
import type { ProfileInput, StepName } from '../../core/step-io.ts';
import type { Ports } from '../../ports.ts';
import { TaskFailure } from '../states-language/errors.ts';
import { turnstile } from './turnstile.ts';

type Step = (input: never, ports: Ports) => Promise<unknown>;

/** Every step by the name of its function. Loaded when first called, as a Lambda loads its own only. */
const steps: Record<StepName, () => Promise<Step>> = {
  intake: async () => (await import('../../steps/intake.ts')).intake,
  admit: async () => (await import('../../steps/admit.ts')).admit,
  'judge-image': async () => (await import('../../steps/judge-image.ts')).judgeImage,
  profile: async () => {
    const [{ profile }, { readShard }] = await Promise.all([
      import('../../steps/profile.ts'),
      import('./read-shard.ts'),
    ]);
    return (input: ProfileInput, ports: Ports) => profile(input, ports, readShard);
  },
  'judge-data': async () => (await import('../../steps/judge-data.ts')).judgeData,
  score: async () => (await import('../../steps/score.ts')).score,
  'judge-model': async () => (await import('../../steps/judge-model.ts')).judgeModel,
  'plan-release': async () => (await import('../../steps/plan-release.ts')).planRelease,
  approve: async () => (await import('../../steps/approve.ts')).approve,
  'cut-release': async () => (await import('../../steps/cut-release.ts')).cutRelease,
  'rollout-prepare': async () => (await import('../../steps/rollout-prepare.ts')).rolloutPrepare,
  'rollout-shift': async () => (await import('../../steps/rollout-shift.ts')).rolloutShift,
  'rollout-judge': async () => (await import('../../steps/rollout-judge.ts')).rolloutJudge,
  'rollout-promote': async () => (await import('../../steps/rollout-promote.ts')).rolloutPromote,
  'rollout-roll-back': async () => (await import('../../steps/rollout-roll-back.ts')).rolloutRollBack,
  'rollout-verify': async () => (await import('../../steps/rollout-verify.ts')).rolloutVerify,
  publish: async () => (await import('../../steps/publish.ts')).publish,
  settle: async () => (await import('../../steps/settle.ts')).settle,
  recover: async () => (await import('../../steps/recover.ts')).recover,
};

/** A shard takes two cores and half a gigabyte: on AWS each has a machine of its own, here they share one. */
const oneOfFew = turnstile(Math.max(1, Math.floor(availableParallelism() / 2)));

/** Runs a step in this process as its Lambda would: an empty folder, and errors by the name that Catch and Retry see. */
export async function runStep(name: StepName, payload: unknown, ports: Omit<Ports, 'workDir'>): Promise<unknown> {
  const step = await steps[name]();
  const workDir = await mkdtemp(join(tmpdir(), `signalbox-${name}-`));
  try {
    const act = () => step(payload as never, { ...ports, workDir });
    const output = await (name === 'profile' ? oneOfFew(act) : act());
    return JSON.parse(JSON.stringify(output ?? null)) as unknown;
  } catch (thrown) {
    const { name: errorType, message: errorMessage } = asTaskError(thrown);
    throw new TaskFailure(errorType, JSON.stringify({ errorType, errorMessage }));
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}
