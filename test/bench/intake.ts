import { join } from 'node:path';
import { changeIdentity } from '../../lib/core/code-change.ts';
import type { RunRequest } from '../../lib/core/run.ts';
import { requestSchema, snapshotSchema } from '../../lib/core/run-schemas.ts';
import { layout } from '../../lib/core/store-layout.ts';
import { readJson } from '../../lib/steps/records/json-object.ts';
import { GitHubServer } from '../fakes/github-server.ts';
import { BundledFunction } from '../support/lambda/function.ts';
import { webhookSecret } from '../support/lambda/github-delivery.ts';
import { startServices } from '../support/lambda/services.ts';
import { type Aws, startAws } from './support/aws.ts';
import { distinctDeliveries, expectedChanges, serveCode, signed } from './support/code-load.ts';
import { environmentOf, release, workload } from './support/place.ts';
import { PolledQueue } from './support/queue.ts';
import { random, shuffled, withDuplicates } from './support/random.ts';
import { mean, quantile } from './support/statistics.ts';

const seed = 3;
const webhooks = { total: 1_000, functions: 2 };
const objects = { total: 10_000, folders: 70, filesEach: 100 };
/** As infra has it: batches of 100; four instances at once on this machine. */
const intake = { batchSize: 100, functions: 4 };
const coldStarts = 5;
const preload = join(import.meta.dirname, 'support', 'redirect-github.mjs');

type Env = Record<string, string>;

/**
 * Signed webhooks and events of S3, 30 % of them twice, in any order and all at once, through the bundles that are deployed, each
 * instance a Node of its own. The store is the DirectoryStore with the face of S3; everything is asked over HTTP.
 */
export async function run(): Promise<void> {
  const aws = await startAws();
  const services = await startServices(
    JSON.stringify({ current: webhookSecret, token: 'github_pat_0123456789abcdef0123' }),
  );
  const github = await new GitHubServer().start();
  const files = workload();
  serveCode(github, files);
  const env = environmentOf(aws, services, github.url);
  try {
    await release(aws, files);
    const keys = await upload(aws);
    await tellColdStarts(env);
    services.sent.length = 0;
    const queue = new PolledQueue();
    services.onSent = (message, delay) => queue.add(message, delay);
    await load(queue, keys, env, aws);
    await judge(aws, keys);
    if (github.violations.length > 0) throw new Error(github.violations[0]);
  } finally {
    await Promise.all([services.stop(), github.stop()]);
    await aws.stop();
  }
}

async function upload({ data }: Aws): Promise<string[]> {
  const keys = Array.from(
    { length: objects.folders * objects.filesEach },
    (_, index) => `incoming/iris/drop-${index % objects.folders}/${Math.floor(index / objects.folders)}.csv`,
  );
  const waiting = [...keys];
  const work = async () => {
    for (let key = waiting.pop(); key; key = waiting.pop()) await data.put(key, `a,b\n1,${key}\n`);
  };
  await Promise.all(Array.from({ length: 16 }, work));
  console.log(
    `${keys.length.toLocaleString('en')} objects in ${objects.folders} folders are in the store (a DirectoryStore with the face of S3)`,
  );
  return keys;
}

/** From starting a process to its first answer: Node, the bundle, clients, and one call of each service that it needs. */
async function tellColdStarts(env: Env): Promise<void> {
  const [delivery] = distinctDeliveries();
  if (!delivery) return;
  const look = {
    Records: [{ eventSource: 'aws:sqs', messageId: 'm', body: '{"signalbox":"look","prefix":"incoming/iris/none/"}' }],
  };
  const first: Array<[string, unknown]> = [
    ['webhook', signed(delivery)],
    ['intake', look],
  ];
  for (const [name, event] of first) {
    const times: number[] = [];
    for (let time = 0; time < coldStarts; time += 1) {
      const started = performance.now();
      const fn = new BundledFunction(name, env, preload);
      const { error } = await fn.invoke(event);
      times.push(performance.now() - started);
      await fn.stop();
      if (error) throw new Error(error);
    }
    console.log(`${name}: cold start ${ms(quantile(times, 0.5))} (median of ${coldStarts}: process to first answer)`);
  }
}

async function load(queue: PolledQueue, keys: string[], env: Env, aws: Aws): Promise<void> {
  const next = random(seed);
  const events = withDuplicates(keys, objects.total, next).map((key) => objectCreated(aws.names.data, key));
  const deliveries = withDuplicates(distinctDeliveries(), webhooks.total, next);
  for (const event of shuffled(events, next)) queue.add(event);
  const receivers = Array.from({ length: webhooks.functions }, () => new BundledFunction('webhook', env));
  const takers = Array.from({ length: intake.functions }, () => new BundledFunction('intake', env, preload));
  const began = performance.now();
  const taking = takers.map((fn) => queue.poll(fn, intake.batchSize));
  const times: number[] = [];
  const waiting = deliveries.map(signed);
  const receive = async (fn: BundledFunction) => {
    for (let event = waiting.pop(); event; event = waiting.pop()) {
      const { value, error, ms: took } = await fn.invoke(event);
      const status = (value as { statusCode?: number } | undefined)?.statusCode;
      if (status !== 202) throw new Error(`a webhook was answered with ${status}: ${error ?? fn.written}`);
      times.push(took);
    }
  };
  await Promise.all(receivers.map(receive));
  queue.closed = true;
  await Promise.all(taking);
  const seconds = (performance.now() - began) / 1000;
  await Promise.all([...receivers, ...takers].map((fn) => fn.stop()));
  tell('webhook', `${deliveries.length.toLocaleString('en')} deliveries`, times);
  tell(
    'intake',
    `${queue.batches} batches of at most ${intake.batchSize}, ${queue.failures} messages came again`,
    queue.times,
  );
  console.log(
    `all taken in after ${seconds.toFixed(0)} s, while six functions and the services that they call shared the cores of this machine`,
  );
}

function objectCreated(bucket: string, key: string) {
  return {
    source: 'aws.s3',
    'detail-type': 'Object Created',
    detail: { bucket: { name: bucket }, object: { key, size: 10 } },
  };
}

/** Exactly the runs that there should be: one a folder with all of its versions, and one a change. */
async function judge(aws: Aws, keys: string[]): Promise<void> {
  const requests = await requestsOf(aws);
  const faults: string[] = [];
  const same = (what: string, got: Iterable<string>, wanted: Iterable<string>) => {
    const [a, b] = [[...got].sort(), [...wanted].sort()];
    if (a.length !== b.length || a.some((one, index) => one !== b[index]))
      faults.push(`${what}: ${a.length} instead of ${b.length}, or others`);
  };
  same(
    'executions and requests',
    aws.started,
    requests.map(({ runId }) => runId),
  );
  const changes = requests.flatMap(({ change }) => (change ? [changeIdentity(change)] : []));
  same('changes', changes, expectedChanges(distinctDeliveries()));
  const listed: string[] = [];
  for await (const { key, version } of aws.data.list('incoming/')) listed.push(`${key} ${version}`);
  const taken: string[] = [];
  const drops = requests.filter(({ trigger }) => trigger.kind === 'data');
  for (const { snapshot } of drops) {
    const files = (await readJson(aws.store, layout.snapshot(snapshot), snapshotSchema))?.value.files ?? [];
    taken.push(...files.map(({ key, version }) => `${key} ${version}`));
  }
  same('object versions in snapshots that were started', taken, listed);
  same(
    'drops',
    new Set(drops.map(({ trigger }) => trigger.detail)),
    new Set(keys.map((key) => key.replace(/[^/]*$/, ''))),
  );
  console.log(
    `${requests.length} runs: ${drops.length} of drops with ${taken.length.toLocaleString('en')} object versions, ${changes.length} of changes`,
  );
  if (faults.length > 0) throw new Error(`not the expected runs: ${faults.join('; ')}`);
  console.log('exactly the expected set of runs: none lost, none twice');
}

async function requestsOf({ store }: Aws): Promise<RunRequest[]> {
  const requests: RunRequest[] = [];
  for await (const { key } of store.list('runs/')) {
    const found = key.endsWith('/request.json') ? await readJson(store, key, requestSchema) : undefined;
    if (found) requests.push(found.value);
  }
  return requests;
}

function tell(name: string, what: string, times: number[]): void {
  const [p50, p99, most] = [quantile(times, 0.5), quantile(times, 0.99), quantile(times, 1)];
  console.log(
    `${name}: ${what}: handler time p50 ${ms(p50)}, p99 ${ms(p99)}, mean ${ms(mean(times))}, most ${ms(most)}`,
  );
}

function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}
