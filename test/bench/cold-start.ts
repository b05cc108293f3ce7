import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { environment as names } from '../../lib/core/environment.ts';
import { functionNames } from '../../lib/core/step-io.ts';
import { bundles } from '../../lib/infra/code/bundles.ts';
import { lambdaAsset } from '../../lib/infra/code.ts';
import { Instance } from '../support/runtime-client/instance.ts';
import { table } from './judge/section.ts';
import { quantile } from './support/statistics.ts';

const megabyte = 1024 * 1024;
/** Of functions without DuckDB. */
const bars = { megabytes: 1.5, timesEmpty: 3 };
const empty = 'empty handler';

interface Start {
  /** Milliseconds from the start of the process until it asks for work. */
  ready: number;
  /** And until it has answered the first event, which no store knows. */
  answered: number;
}

/**
 * `npm run bench -- cold-start [--rounds 7]`: size and cold start of every function as it is deployed, under AWS's own client of the
 * Lambda runtime, each in turn with an empty handler. Ends with 1 when a bar is missed.
 */
export async function run(): Promise<void> {
  const { values } = parseArgs({ args: process.argv.slice(3), options: { rounds: { type: 'string', default: '7' } } });
  const nothing = mkdtempSync(join(tmpdir(), 'signalbox-empty-'));
  writeFileSync(join(nothing, 'index.mjs'), 'export const handler = async () => ({});\n');
  const service = createServer((_, response) => response.writeHead(404).end());
  await once(service.listen(0, '127.0.0.1'), 'listening');
  const endpoint = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
  try {
    const folders = new Map([[empty, nothing]]);
    for (const name of functionNames) folders.set(name, lambdaAsset(name, 'x86_64').folder);
    const starts = await measured(folders, Number(values.rounds), environmentOf(endpoint));
    tell(starts);
  } finally {
    service.close();
    rmSync(nothing, { recursive: true });
  }
}

/** In turns, so that a busy moment of the machine meets all of them. */
async function measured(folders: Map<string, string>, rounds: number, env: Record<string, string>) {
  const starts = new Map<string, Start[]>([...folders.keys()].map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const [name, folder] of folders) starts.get(name)?.push(await startOf(folder, env));
  return starts;
}

async function startOf(folder: string, env: Record<string, string>): Promise<Start> {
  const instance = await Instance.start(folder, env);
  try {
    const ready = await instance.next();
    if (ready.kind !== 'ready') throw new Error(`${folder}: ${JSON.stringify(ready)}`);
    const answered = await instance.invoke({});
    return { ready: ready.at - instance.started, answered: answered.at - instance.started };
  } finally {
    await instance.stop();
  }
}

function tell(starts: Map<string, Start[]>): void {
  const median = (name: string, of: keyof Start) =>
    quantile(
      (starts.get(name) ?? []).map((start) => start[of]),
      0.5,
    );
  const floor = { ready: median(empty, 'ready'), answered: median(empty, 'answered') };
  let missed = 0;
  const rows = [...starts.keys()].map((name) => {
    const bundle = bundles().steps[name];
    const [ready, answered] = [median(name, 'ready'), median(name, 'answered')];
    const held =
      !bundle || bundle.native || (bundle.bytes <= bars.megabytes * megabyte && ready <= bars.timesEmpty * floor.ready);
    if (!held) missed += 1;
    return [
      name,
      bundle ? (bundle.bytes / megabyte).toFixed(2) : '0.00',
      ready.toFixed(0),
      `${(ready / floor.ready).toFixed(2)}×`,
      answered.toFixed(0),
      `${(answered / floor.answered).toFixed(2)}×`,
      bundle?.native ? 'DuckDB' : held ? '' : 'MISSED',
    ];
  });
  const head = ['function', 'MB', 'ready ms', 'of empty', 'answered ms', 'of empty', ''];
  for (const line of table([head, ...rows])) console.log(`  ${line}`);
  const said = `without DuckDB at most ${bars.megabytes} MB, and ready within ${bars.timesEmpty}× of an empty handler`;
  console.log(missed === 0 ? `Every bar is held: ${said}.` : `MISSED by ${missed} functions: ${said}.`);
  if (missed > 0) process.exitCode = 1;
}

function environmentOf(endpoint: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    POWERTOOLS_LOG_LEVEL: 'ERROR',
    [names.pipeline]: 'iris',
    [names.storeBucket]: 'store',
    [names.dataBucket]: 'data',
    [names.intakeQueueUrl]: `${endpoint}/123456789012/intake`,
  };
}
