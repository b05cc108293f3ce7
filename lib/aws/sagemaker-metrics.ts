import type { DescribeEndpointOutput, ProductionVariantSummary } from '@aws-sdk/client-sagemaker';
import type { ArmWindow } from '../core/rollout/traffic.ts';
import type { Clock, CustomMetric, MetricSource } from '../ports.ts';
import type { CloudWatchSend, SageMakerSend, Sleep } from './clients.ts';
import { customQuestions, customValues } from './metric-custom.ts';
import { periodsIn } from './metric-periods.ts';
import { ask, MetricsIncompleteError } from './metric-series.ts';
import { countsOf, measureQuestions } from './sagemaker-measures.ts';
import { describe } from './targets/sagemaker/live-endpoint.ts';
import { namesOf, readVariantName, servableOfConfig } from './targets/sagemaker/names.ts';

export interface MeasuredEndpoint {
  endpointName: string;
  /** How often its metrics come; null: each minute. */
  enhancedMetricsSeconds: number | null;
}

interface Arm {
  servableId: string;
  baseline: boolean;
  dimensions: Record<string, string>;
}

/** CloudWatch may add to a minute for up to two more, and to what comes more often for one. */
const ingestionSeconds = (grainSeconds: number) => (grainSeconds < 60 ? 60 : 120);

/**
 * Live traffic by variant, shadows and fresh copies of stable included, from SageMaker's own metrics; while guardrails move
 * traffic, by the configuration that tells the two fleets apart. A window in which the endpoint itself was changed, or which is
 * not over before it was, says nothing of a version: it is empty.
 */
export class SageMakerMetrics implements MetricSource {
  private readonly clients: { cloudWatch: CloudWatchSend; sageMaker: SageMakerSend };
  private readonly measured: MeasuredEndpoint;
  private readonly time: { clock: Clock; sleep: Sleep };

  constructor(
    clients: { cloudWatch: CloudWatchSend; sageMaker: SageMakerSend },
    measured: MeasuredEndpoint,
    time: { clock: Clock; sleep: Sleep },
  ) {
    this.clients = clients;
    this.measured = measured;
    this.time = time;
  }

  async knownUntil(): Promise<string> {
    const grainMs = this.grainSeconds * 1_000;
    const known = this.time.clock.now().getTime() - ingestionSeconds(this.grainSeconds) * 1_000;
    return new Date(Math.floor(known / grainMs) * grainMs).toISOString();
  }

  /** @throws MetricsIncompleteError when CloudWatch reports partial data, or what is asked for is not known yet */
  async read(from: string, to: string, custom: readonly CustomMetric[] = []): Promise<ArmWindow[]> {
    const periods = periodsIn(from, to, this.grainSeconds);
    if (periods === null) return [];
    if (periods.end.toISOString() > (await this.knownUntil())) throw early(from, to);
    const told = await describe(this.clients.sageMaker, this.measured.endpointName);
    if (told === undefined || wasChanged(told, from)) return [];
    const arms = armsOf(told, this.measured.endpointName);
    if (arms.length === 0) return [];
    const questions = arms.flatMap(({ servableId, dimensions }, arm) => [
      ...measureQuestions(dimensions, arm),
      ...customQuestions(custom, servableId, arm),
    ]);
    const answers = await ask(this.clients.cloudWatch, questions, periods, this.time.sleep);
    return arms
      .map(({ servableId, baseline }, arm) => ({
        servableId,
        ...(baseline ? { baseline } : {}),
        ...countsOf(answers, arm),
        ...customValues(custom, answers, arm),
      }))
      .filter(({ requests }) => requests > 0);
  }

  private get grainSeconds(): number {
    return this.measured.enhancedMetricsSeconds ?? 60;
  }
}

/** Maintenance, a rollback or somebody's hand. A deployment of guardrails is meant to go on while it is looked at. */
function wasChanged(
  { EndpointStatus, LastModifiedTime, PendingDeploymentSummary }: DescribeEndpointOutput,
  from: string,
) {
  if (EndpointStatus === 'Updating' && PendingDeploymentSummary !== undefined) return false;
  return EndpointStatus !== 'InService' || (LastModifiedTime?.getTime() ?? 0) > Date.parse(from);
}

function armsOf(told: DescribeEndpointOutput, endpointName: string): Arm[] {
  const { ProductionVariants = [], ShadowProductionVariants = [], EndpointConfigName, PendingDeploymentSummary } = told;
  const ofVariant = ({ VariantName = '' }: ProductionVariantSummary): Arm[] => {
    const read = readVariantName(VariantName);
    const dimensions = { EndpointName: endpointName, VariantName };
    return read ? [{ servableId: read.servableId, baseline: read.role === 'base', dimensions }] : [];
  };
  const ofConfig = (name: string | undefined, [variant]: Array<{ VariantName?: string | undefined }> = []): Arm[] => {
    const servableId = servableOfConfig(namesOf(endpointName).config, name);
    const dimensions = { EndpointName: endpointName, VariantName: variant?.VariantName ?? '' };
    return servableId && name
      ? [{ servableId, baseline: false, dimensions: { ...dimensions, EndpointConfigName: name } }]
      : [];
  };
  return [
    ...[...ProductionVariants, ...ShadowProductionVariants].flatMap(ofVariant),
    ...ofConfig(EndpointConfigName, ProductionVariants),
    ...ofConfig(PendingDeploymentSummary?.EndpointConfigName, PendingDeploymentSummary?.ProductionVariants),
  ];
}

function early(from: string, to: string): MetricsIncompleteError {
  return new MetricsIncompleteError('metrics-incomplete', `CloudWatch does not know all of ${from} to ${to} yet.`);
}
