import { constants } from 'node:fs';
import { copyFile, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Policy } from '../../core/policy/schema.ts';

type Hyperparameters = Policy['training']['hyperparameters'];

const host = 'algo-1';

/** Folders of SageMaker's container contract below a base that stands for `/opt/ml`. */
export const trainingPaths = (base: string) => ({
  config: join(base, 'input', 'config'),
  train: join(base, 'input', 'data', 'train'),
  model: join(base, 'model'),
  output: join(base, 'output'),
  outputData: join(base, 'output', 'data'),
  failure: join(base, 'output', 'failure'),
});

/**
 * Lays out what a training container finds; source: "How Amazon SageMaker AI Provides Training Information" and
 * "…Processes Training Output" of its developer guide.
 * @returns the temporary folder to remove, and `base` in it.
 */
export async function makeTrainingFolder(
  trainFiles: string[],
  hyperparameters: Hyperparameters,
): Promise<{ folder: string; base: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'signalbox-train-'));
  const base = join(folder, 'opt', 'ml');
  const { config, train, model, outputData } = trainingPaths(base);
  for (const path of [config, train, model, outputData]) await mkdir(path, { recursive: true });
  const text = Object.fromEntries(Object.entries(hyperparameters).map(([name, value]) => [name, String(value)]));
  const channel = { TrainingInputMode: 'File', S3DistributionType: 'FullyReplicated', RecordWrapperType: 'None' };
  const resources = { current_host: host, hosts: [host], network_interface_name: 'lo' };
  await writeFile(join(config, 'hyperparameters.json'), JSON.stringify(text));
  await writeFile(join(config, 'inputdataconfig.json'), JSON.stringify({ train: channel }));
  await writeFile(join(config, 'resourceconfig.json'), JSON.stringify(resources));
  for (const file of trainFiles) await copyFile(file, join(train, basename(file)), constants.COPYFILE_FICLONE);
  return { folder, base };
}

/** What the SageMaker training toolkit sets for a script; SAGEMAKER_BASE_DIR is its own way to move `/opt/ml`. */
export function trainingEnvironment(
  base: string,
  runId: string,
  hyperparameters: Hyperparameters,
): Record<string, string> {
  const paths = trainingPaths(base);
  const single = Object.entries(hyperparameters).map(([name, value]): [string, string] => [
    `SM_HP_${name.toUpperCase().replaceAll(/[^A-Z0-9_]/g, '_')}`,
    String(value),
  ]);
  return {
    SAGEMAKER_BASE_DIR: base,
    TRAINING_JOB_NAME: runId,
    SM_CHANNELS: '["train"]',
    SM_CHANNEL_TRAIN: paths.train,
    SM_MODEL_DIR: paths.model,
    SM_INPUT_DIR: join(base, 'input'),
    SM_INPUT_CONFIG_DIR: paths.config,
    SM_OUTPUT_DIR: paths.output,
    SM_OUTPUT_DATA_DIR: paths.outputData,
    SM_CURRENT_HOST: host,
    SM_HOSTS: JSON.stringify([host]),
    SM_NUM_CPUS: String(availableParallelism()),
    SM_NUM_GPUS: '0',
    SM_HPS: JSON.stringify(hyperparameters),
    ...Object.fromEntries(single),
  };
}
