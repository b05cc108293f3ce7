import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseOdcs } from '../../core/contract/odcs.ts';
import { InputError } from '../../core/errors.ts';
import { parsePolicy } from '../../core/policy/parse.ts';
import type { Policy } from '../../core/policy/schema.ts';
import { readRows } from '../../steps/support/rows.ts';
import { readRequestBodies } from '../traffic/generator.ts';
import { type Bundle, bundleWorkload } from './bundle.ts';

export interface OpenedWorkload {
  policy: Policy;
  contract: { file: string; columns: string[] };
  /** Bodies of the generated traffic. */
  bodies: string[];
  bundle: Bundle;
}

/**
 * Reads and checks all of a workload that a run will need, before anything is written: a fault in it costs nothing.
 * @throws InputError naming file, line and key
 */
export async function openWorkload(folder: string): Promise<OpenedWorkload> {
  const policy = parsePolicy(await read(folder, 'signalbox.yaml', 'Signalbox'));
  const contract = parseOdcs(await read(folder, policy.data.contract, 'data.contract'), policy.data.contract);
  const columns = contract.properties.map((property) => property.name);
  if (!columns.includes(policy.data.target)) {
    const sentence = `signalbox.yaml: \`data.target\` ${policy.data.target} is not a column of ${policy.data.contract}; it has ${columns.join(', ')}`;
    throw new InputError('target-unknown', sentence);
  }
  const { data: golden } = policy.evaluation.golden;
  readRows(await read(folder, golden, 'evaluation.golden.data'), golden, contract, policy.data.target);
  for (const file of policy.python.requirements) await read(folder, file, 'python.requirements');
  const bodies = await readRequestBodies(join(folder, policy.local.traffic.requests));
  return { policy, contract: { file: policy.data.contract, columns }, bodies, bundle: await bundleWorkload(folder) };
}

async function read(folder: string, file: string, named: string): Promise<string> {
  try {
    return await readFile(join(folder, file), 'utf8');
  } catch (error) {
    throw new InputError('file-missing', `${join(folder, file)}: no such file that can be read (named by ${named})`, {
      cause: error,
    });
  }
}
