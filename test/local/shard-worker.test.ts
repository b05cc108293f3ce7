import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { profileByWorkers } from '../../lib/local/shard-worker/profile-by-workers.ts';
import { startWorker } from '../../lib/local/shard-worker/worker.ts';
import { validateHere } from '../../lib/local/validate.ts';
import { contractOf, temporaryFolder } from '../engine/tables.ts';

const folder = temporaryFolder();
const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => `${from + at},x${at % 3}`);
const file = (name: string, lines: string[]) => {
  const path = join(folder, name);
  writeFileSync(path, `id,s\n${lines.join('\n')}\n`);
  return path;
};
const contract = contractOf([
  { name: 'id', logicalType: 'integer', unique: true, logicalTypeOptions: { maximum: 150 } },
  { name: 's', logicalType: 'string' },
]);
const contractFile = join(folder, 'contract.json');
writeFileSync(
  contractFile,
  JSON.stringify({
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id: 'x',
    version: '1.0.0',
    status: 'active',
    schema: [
      {
        name: 't',
        properties: [{ name: 'id', logicalType: 'integer', unique: true, logicalTypeOptions: { maximum: 150 } }],
      },
    ],
  }),
);
const job = (paths: string[]) => ({
  files: paths.map((path) => ({ path, name: path })),
  contract,
  format: {},
  holdoutPercent: 0,
  workDir: folder,
});

test('files that several processes read are judged as one table, keys of all together', async () => {
  const data = [file('a.csv', rows(0, 100)), file('b.csv', rows(90, 200)), file('c.csv', rows(200, 210))];
  const [alone, shared] = await Promise.all([
    validateHere({ data, contract: contractFile }),
    validateHere({ data, contract: contractFile, workers: 2, onPasses: () => {} }),
  ]);
  const counted = ({ gate }: typeof alone) =>
    gate.checks.map(({ check, subject, observed }) => [check, subject, observed]);
  expect(counted(shared)).toEqual(counted(alone));
  expect(counted(shared)).toContainEqual(['unique', 'id', 10]);
});

test('a file that cannot be read is a record beside the others', async () => {
  const paths = [file('good.csv', rows(0, 10)), join(folder, 'none.csv')];
  const records = await profileByWorkers(job(paths), 2);
  expect(records).toMatchObject([
    { status: 'profiled', profile: { rows: 10 } },
    { status: 'unreadable', file: paths[1], error: { code: 'data-missing' } },
  ]);
});

test('each shard is told of before it is read, and which of how many it is', async () => {
  const told: string[] = [];
  const paths = [file('one.csv', rows(0, 10)), file('two.csv', rows(0, 10))];
  await profileByWorkers({ ...job(paths), onFile: (name, at, of) => told.push(`${at} of ${of}: ${name}`) }, 1);
  expect(told).toEqual([`1 of 2: ${paths[0]}`, `2 of 2: ${paths[1]}`]);
});

test('a process that ends before it answers is an error with the file’s name, and the next question finds another', async () => {
  const worker = startWorker();
  const path = file('whole.csv', rows(0, 10));
  try {
    // Its process has not begun to read when it is ended.
    const waiting = worker.profile({ ...job([path]), files: [{ path, name: 'whole.csv' }] });
    worker.close();
    await expect(waiting).rejects.toThrow('whole.csv: the process that read it ended with SIGKILL');
    await expect(worker.profile(job([path]))).resolves.toMatchObject({ rows: 10 });
  } finally {
    worker.close();
  }
});
