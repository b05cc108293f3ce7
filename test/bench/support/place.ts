import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { canonicalJson } from '../../../lib/core/canonical-json.ts';
import { environment as names } from '../../../lib/core/environment.ts';
import { sealManifest } from '../../../lib/core/release/manifest.ts';
import { layout } from '../../../lib/core/store-layout.ts';
import { beginPromotion, finishPromotion } from '../../../lib/steps/records/channel.ts';
import { production } from '../../../lib/steps/support/champion.ts';
import { sealSource } from '../../../lib/steps/support/source-bundle.ts';
import { manifestBody } from '../../core/release/manifest-body.ts';
import { FixedClock } from '../../support/clock.ts';
import { anyCredentials } from '../../support/lambda/function.ts';
import type { Services } from '../../support/lambda/services.ts';
import type { Aws } from './aws.ts';
import { connected } from './code-load.ts';

const iris = join(import.meta.dirname, '../../../examples/iris');

/** The iris example, of which a drop is complete after two quiet seconds. */
export function workload(): Record<string, string> {
  const read = (path: string) => readFileSync(join(iris, path), 'utf8');
  const policy = { ...parse(read('signalbox.yaml')) };
  policy.data = { ...policy.data, arrival: { complete: { kind: 'quiet', seconds: 2 } } };
  return {
    'signalbox.yaml': JSON.stringify(policy),
    'contract.yaml': read('contract.yaml'),
    'data/iris.csv': read('data/iris.csv'),
  };
}

/** 1.0.0 serves, from this workload. */
export async function release({ store }: Aws, files: Record<string, string>): Promise<void> {
  const sources = Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text), executable: false }));
  const { digest, zip } = await sealSource(sources, 'iris', { bytes: 10_000_000, files: 100 });
  await store.put(layout.source(digest), zip);
  const body = manifestBody({ source: { digest, commit: 'c'.repeat(40) } });
  await store.put(layout.manifest('1.0.0'), canonicalJson(sealManifest(body)));
  const ports = { store, clock: new FixedClock() };
  const moved = { version: '1.0.0', from: null, runId: 'data-1', token: 1 };
  await beginPromotion(ports, production, moved);
  await finishPromotion(ports, production, { ...moved, reason: 'promoted' });
}

export function environmentOf(aws: Aws, services: Services, githubUrl: string): Record<string, string> {
  const secret = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:bench-AbCdEf';
  return {
    ...anyCredentials,
    ...services.env,
    AWS_ENDPOINT_URL: aws.endpoint,
    BENCH_GITHUB_URL: githubUrl,
    POWERTOOLS_LOG_LEVEL: 'ERROR',
    [names.pipeline]: 'iris',
    [names.storeBucket]: aws.names.store,
    [names.dataBucket]: aws.names.data,
    [names.deliveryArn]: aws.machines.delivery,
    [names.pullRequestArn]: aws.machines.pull_request,
    [names.intakeQueueUrl]: services.queueUrl,
    [names.codeHost]: 'github',
    [names.codeRepository]: connected.repository,
    [names.codeBranch]: connected.branch,
    [names.codeTokenArn]: secret,
    [names.webhookSecretArn]: secret,
  };
}
