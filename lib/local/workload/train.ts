import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../core/errors.ts';
import type { Policy } from '../../core/policy/schema.ts';
import { workloadEnvironment } from './environment.ts';
import { packModel } from './model-archive.ts';
import { type CommandResult, runCommand } from './run-command.ts';
import { makeTrainingFolder, trainingEnvironment, trainingPaths } from './training-folder.ts';
import type { Venv } from './venv.ts';

export type Training =
  | { status: 'trained'; archive: string; digest: string; seconds: number }
  /** `reason` is one sentence; `tail` the last lines of the command. */
  | { status: 'failed'; reason: string; tail: string; seconds: number };

/** SageMaker keeps this much of `output/failure`. */
const failureCharacters = 1_024;

/**
 * Runs the training command as a SageMaker training container would be run, and packs what it left in `model/` into
 * `<outDir>/model.tar.gz`. A training that fails is a value; what it wrote is in `<outDir>/train.log`.
 * @param options.trainFiles local paths, each copied into the `train` channel under its basename
 * @throws the reason of `signal`
 */
export async function runTraining(options: {
  workloadDir: string;
  venv: Pick<Venv, 'binDir'>;
  training: Policy['training'];
  trainFiles: string[];
  outDir: string;
  runId: string;
  signal?: AbortSignal | undefined;
  onLine?: ((line: string) => void) | undefined;
  onStart?: ((pid: number) => void) | undefined;
}): Promise<Training> {
  const { workloadDir: cwd, venv, training, trainFiles, outDir, runId, signal, onLine, onStart } = options;
  const { run, timeLimitSeconds, hyperparameters } = training;
  await mkdir(outDir, { recursive: true });
  const { folder, base } = await makeTrainingFolder(trainFiles, hyperparameters);
  try {
    const env = workloadEnvironment(venv, trainingEnvironment(base, runId, hyperparameters));
    const logPath = join(outDir, 'train.log');
    const result = await runCommand(run, { cwd, env, timeLimitSeconds, signal, logPath, onLine, onStart });
    return await outcomeOf(result, base, join(outDir, 'model.tar.gz'), timeLimitSeconds);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function outcomeOf(
  { exitCode, timedOut, seconds, tail }: CommandResult,
  base: string,
  archive: string,
  limitSeconds: number,
): Promise<Training> {
  const failed = (reason: string): Training => ({ status: 'failed', reason, tail, seconds });
  if (timedOut) return failed(`The training timed out after ${limitSeconds} s.`);
  const paths = trainingPaths(base);
  if (exitCode !== 0) {
    const said = (await readFile(paths.failure, 'utf8').catch(() => '')).trim().slice(0, failureCharacters);
    const how = exitCode === null ? 'was killed' : `exited with code ${exitCode}`;
    return failed(`The training ${how}${said === '' ? '.' : `: ${said}`}`);
  }
  try {
    const digest = await packModel(paths.model, archive);
    if (digest === undefined) return failed('The training exited with code 0 but wrote no model into SM_MODEL_DIR.');
    return { status: 'trained', archive, digest, seconds };
  } catch (thrown) {
    if (thrown instanceof InputError) return failed(thrown.message);
    throw thrown;
  }
}
