import { AddTagsCommand, type DescribeEndpointOutput, ListTagsCommand } from '@aws-sdk/client-sagemaker';
import type { Clock } from '../../../ports.ts';
import type { SageMakerSend } from '../../clients.ts';
import { isSettled, type LiveEndpoint } from './live-endpoint.ts';

/** What was asked of an endpoint: a configuration, or instances of variants of the one that it has. */
export interface Intent {
  configName: string;
  counts?: ReadonlyMap<string, number> | undefined;
}

export type UpdateOutcome = 'SUCCEEDED' | 'ROLLED_BACK' | 'UNKNOWN';

/**
 * What came of an update, read back. SageMaker ends one that it gave up as InService with the old configuration, and need not
 * say why (hashicorp/terraform-provider-aws 39099): only names and numbers tell. UNKNOWN: it is under way.
 */
export function outcomeOf(told: DescribeEndpointOutput | undefined, intent: Intent): UpdateOutcome {
  if (told === undefined || told.PendingDeploymentSummary !== undefined) return 'UNKNOWN';
  const { EndpointStatus: status, EndpointConfigName, ProductionVariants = [], ShadowProductionVariants = [] } = told;
  if (status === 'Failed' || status === 'UpdateRollbackFailed') return 'ROLLED_BACK';
  const variants = [...ProductionVariants, ...ShadowProductionVariants];
  if (status !== 'InService' || !variants.every(isSettled)) return 'UNKNOWN';
  const counted = [...(intent.counts ?? [])].every(([name, count]) =>
    variants.some((one) => one.VariantName === name && one.CurrentInstanceCount === count),
  );
  return EndpointConfigName === intent.configName && counted ? 'SUCCEEDED' : 'ROLLED_BACK';
}

const key = 'signalbox:attempt';
const refused = 'refused';

/**
 * The last thing that was attempted here and when, kept as a tag of the endpoint, since nothing else outlives a silent rollback.
 * A change of the endpoint after that moment means that the attempt was taken: it takes minutes, so that seconds between our
 * clock and SageMaker's make no difference. A look that is out of date shows no such change.
 */
export class Attempts {
  private readonly client: SageMakerSend;
  private readonly clock: Clock;

  constructor(client: SageMakerSend, clock: Clock) {
    this.client = client;
    this.clock = clock;
  }

  /** `given-up`: it was taken and came to nothing. `noted`: it may have been heard, or not. */
  async stateOf(live: LiveEndpoint, intent: Intent): Promise<'new' | 'noted' | 'given-up'> {
    const [what, at = ''] = (await noted(this.client, live.told)).split('@');
    if (what !== wordOf(intent) || at === refused) return 'new';
    const changedMs = live.told?.LastModifiedTime?.getTime() ?? 0;
    const taken = changedMs > Date.parse(at) && outcomeOf(live.told, intent) === 'ROLLED_BACK';
    return taken ? 'given-up' : 'noted';
  }

  note(live: LiveEndpoint, intent: Intent): Promise<unknown> {
    return this.write(live, `${wordOf(intent)}@${this.clock.now().toISOString()}`);
  }

  /**
   * SageMaker was busy, be it with this very attempt, which was sent twice: it counts as none, and what it would run on is
   * still not touched.
   */
  refuse(live: LiveEndpoint, intent: Intent): Promise<unknown> {
    return this.write(live, `${wordOf(intent)}@${refused}`);
  }

  /** What failed and was told may be tried again. */
  forget(live: LiveEndpoint): Promise<unknown> {
    return this.write(live, 'none');
  }

  private write({ told }: LiveEndpoint, Value: string): Promise<unknown> {
    return this.client.send(new AddTagsCommand({ ResourceArn: told?.EndpointArn, Tags: [{ Key: key, Value }] }));
  }
}

/** The configuration of the last attempt: SageMaker may be at it before a look at the endpoint shows so. */
export async function attemptedConfig(
  client: SageMakerSend,
  told: DescribeEndpointOutput | undefined,
): Promise<string | undefined> {
  const [name] = (await noted(client, told)).split(/[@/]/);
  return name || undefined;
}

async function noted(client: SageMakerSend, told: DescribeEndpointOutput | undefined): Promise<string> {
  let NextToken: string | undefined;
  if (told === undefined) return '';
  do {
    const page = await client.send(new ListTagsCommand({ ResourceArn: told.EndpointArn, NextToken }));
    const found = page.Tags?.find(({ Key }) => Key === key)?.Value;
    if (found !== undefined) return found;
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return '';
}

/** 256 characters are allowed: a name of 63, two of counts. */
function wordOf({ configName, counts }: Intent): string {
  return [configName, ...[...(counts ?? [])].map(([name, count]) => `${name}=${count}`)].join('/');
}
