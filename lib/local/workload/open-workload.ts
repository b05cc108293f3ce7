import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataContract } from '../../core/contract/contract.ts';
import { readContract } from '../../core/contract/read-contract.ts';
import { withSensitive } from '../../core/contract/sensitive.ts';
import { InputError } from '../../core/errors.ts';
import { parsePolicy } from '../../core/policy/parse.ts';
import type { Policy } from '../../core/policy/schema.ts';
import type { Said } from '../../core/rollout/answers.ts';
import { readRows } from '../../steps/support/rows.ts';
import type { SealedSource } from '../../steps/support/source-bundle.ts';
import { readExpected } from '../traffic/expected.ts';
import { readRequestBodies } from '../traffic/request-bodies.ts';
import { bundleWorkload } from './bundle.ts';

export interface OpenedWorkload {
  policy: Policy;
  contract: DataContract;
  /** Bodies of the generated traffic, and what of it is right, where the policy says. */
  bodies: string[];
  expected: Said[][] | undefined;
  bundle: SealedSource;
}

/**
 * Reads and checks all of a workload that a run will need, before anything is written: a fault in it costs nothing.
 * @throws InputError naming file, line and key
 */
export async function openWorkload(folder: string): Promise<OpenedWorkload> {
  const policy = parsePolicy(await readPolicy(folder));
  const bundle = await bundleWorkload(folder);
  const read = (file: string, named: string) => readBundled(folder, bundle, file, named);
  const document = { text: await read(policy.data.contract, 'data.contract'), file: policy.data.contract };
  const { references } = policy.data;
  for (const [name, file] of Object.entries(references)) refuseAbsent(folder, bundle, file, `data.references.${name}`);
  const contract = withSensitive(
    readContract(document, { table: policy.data.table, references: Object.keys(references) }),
    policy.data.sensitive,
  );
  checkTarget(policy, contract);
  const { data: golden } = policy.evaluation.golden;
  readRows(await read(golden, 'evaluation.golden.data'), golden, contract, policy.data.target);
  for (const file of policy.python.requirements) await read(file, 'python.requirements');
  const { requests, expected } = policy.local.traffic;
  await read(requests, 'local.traffic.requests');
  const bodies = await readRequestBodies(join(folder, requests));
  const right = expected && readExpected(await read(expected, 'local.traffic.expected'), expected, bodies.length);
  return { policy, contract, bodies, expected: right || undefined, bundle };
}

function checkTarget({ data: { target } }: Policy, { file, properties }: DataContract): void {
  const columns = properties.map((property) => property.name);
  if (columns.includes(target)) return;
  const sentence = `signalbox.yaml: \`data.target\` ${target} is not a column of ${file}; it has ${columns.join(', ')}`;
  throw new InputError('target-unknown', sentence);
}

/** The text of a workload's policy. @throws InputError `policy-missing` */
export async function readPolicy(folder: string): Promise<string> {
  try {
    return await readFile(join(folder, 'signalbox.yaml'), 'utf8');
  } catch (cause) {
    const sentence = `${folder === '.' ? 'this folder' : folder} has no signalbox.yaml that can be read; a workload is a folder with one at its top`;
    throw new InputError('policy-missing', sentence, { cause });
  }
}

/** Only what goes into the bundle counts: every later step, here and on AWS, sees nothing else. */
function readBundled(folder: string, bundle: SealedSource, file: string, named: string): Promise<string> {
  refuseAbsent(folder, bundle, file, named);
  return readFile(join(folder, file), 'utf8');
}

function refuseAbsent(folder: string, { files }: SealedSource, file: string, named: string): void {
  if (files.includes(file)) return;
  const path = join(folder, file);
  const why = existsSync(path) ? 'is left out of the workload by .gitignore, or is no plain path' : 'does not exist';
  throw new InputError('file-missing', `${path} ${why}; \`${named}\` of signalbox.yaml names it`);
}
