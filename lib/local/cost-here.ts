import { join } from 'node:path';
import { type Assumptions, assumptionsOf } from '../core/cost/assumptions.ts';
import { type Estimate, estimate } from '../core/cost/estimate.ts';
import type { Region } from '../core/cost/prices.ts';
import { templateFacts } from '../core/cost/template.ts';
import { parsePolicy } from '../core/policy/parse.ts';
import { synthesize } from './assembly/synthesize.ts';
import { readText } from './read-text.ts';
import { readPolicy } from './workload/open-workload.ts';

export interface CostRequest {
  /** Folder that holds signalbox.yaml. */
  workload: string;
  /** A synthesized template; absent: that of an app with this workload alone. */
  template?: string | undefined;
  region: Region;
  assumptions: Partial<Assumptions>;
}

/** What a pipeline of this workload will cost, about; nothing is asked of AWS. `cache`: where syntheses are kept. */
export async function costHere(
  { workload, template, region, assumptions }: CostRequest,
  cache: string,
): Promise<Estimate> {
  const file = join(workload, 'signalbox.yaml');
  const policy = parsePolicy(await readPolicy(workload), file);
  const at = template ?? (await synthesize(workload, cache)).template;
  return estimate(templateFacts(await readText(at), at), policy, region, assumptionsOf(policy, assumptions));
}
