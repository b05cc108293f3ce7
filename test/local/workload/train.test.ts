import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runTraining } from '../../../lib/local/workload/train.ts';
import { writeFiles } from '../../support/fake-workload.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-train-test-'));
  writeFiles(folder, { 'split/00000.csv': 'a,b\n1,2\n', 'split/00001.csv': 'a,b\n3,4\n', 'workload/x': '' });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function train(run: string, timeLimitSeconds = 20, runId = 'data-abc-1') {
  return runTraining({
    workloadDir: join(folder, 'workload'),
    venv: { binDir: dirname(process.execPath) },
    training: { run, timeLimitSeconds, hyperparameters: { depth: 3, fast: true, 'l2-norm': 'off' } },
    trainFiles: ['00000.csv', '00001.csv'].map((file) => join(folder, 'split', file)),
    outDir: join(folder, 'out'),
    runId,
  });
}

test('a training finds what SageMaker gives it, by environment and by layout', async () => {
  const look = `cp -r "$SAGEMAKER_BASE_DIR/input" "${folder}/seen"; env > "${folder}/env"; cat "$SM_CHANNEL_TRAIN"/*.csv > "$SM_MODEL_DIR/model"`;
  expect(await train(look)).toMatchObject({ status: 'trained' });
  const json = (file: string) => JSON.parse(readFileSync(join(folder, 'seen', 'config', file), 'utf8'));
  expect(json('hyperparameters.json')).toEqual({ depth: '3', fast: 'true', 'l2-norm': 'off' });
  expect(json('inputdataconfig.json')).toMatchObject({ train: { TrainingInputMode: 'File' } });
  expect(json('resourceconfig.json')).toMatchObject({ current_host: 'algo-1', hosts: ['algo-1'] });
  expect(readdirSync(join(folder, 'seen', 'data', 'train')).sort()).toEqual(['00000.csv', '00001.csv']);
  const env = readFileSync(join(folder, 'env'), 'utf8');
  for (const line of ['TRAINING_JOB_NAME=data-abc-1', 'SM_HP_DEPTH=3', 'SM_HP_L2_NORM=off', 'SM_CHANNELS=["train"]']) {
    expect(env.split('\n')).toContain(line);
  }
});

test('the same model files give the same digest, run after run', async () => {
  const first = await train('echo weights > "$SM_MODEL_DIR/m"', 20, 'run-1');
  const second = await train('mkdir "$SM_MODEL_DIR/empty"; echo weights > "$SM_MODEL_DIR/m"', 20, 'run-2');
  expect(first).toMatchObject({ status: 'trained', archive: join(folder, 'out', 'model.tar.gz') });
  expect('digest' in second && second.digest).toBe('digest' in first && first.digest);
});

test.each([
  ['exits', 'echo Traceback >&2; exit 4', 'The training exited with code 4.', 'Traceback'],
  ['says why', 'echo "no rows" > "$SAGEMAKER_BASE_DIR/output/failure"; exit 1', 'exited with code 1: no rows', ''],
  ['writes no model', 'echo done', 'wrote no model', 'done'],
  ['writes a link', 'ln -s /etc/passwd "$SM_MODEL_DIR/m"', 'm in the model folder is no regular file', ''],
  ['is killed', 'kill -9 $$', 'The training was killed.', ''],
])('a training that %s has failed, as a value', async (_, command, reason, tail) => {
  expect(await train(command)).toMatchObject({
    status: 'failed',
    reason: expect.stringContaining(reason),
    tail: expect.stringContaining(tail),
  });
});

test('a training that hangs is ended at its limit', async () => {
  expect(await train('sleep 60', 0.3)).toMatchObject({
    status: 'failed',
    reason: 'The training timed out after 0.3 s.',
  });
});
