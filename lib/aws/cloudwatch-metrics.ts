import { GetAliasCommand } from '@aws-sdk/client-lambda';
import type { ArmWindow } from '../core/rollout/traffic.ts';
import type { Clock, CustomMetric, MetricSource } from '../ports.ts';
import type { CloudWatchSend, LambdaSend, Sleep } from './clients.ts';
import { crashes } from './metric-crashes.ts';
import { customQuestions, customValues } from './metric-custom.ts';
import { type AliasArm, combine, type OriginName, originQuestions, origins } from './metric-origins.ts';
import { periodsIn, sumOf } from './metric-periods.ts';
import { ask, MetricsIncompleteError } from './metric-series.ts';
import { absent, listVersions } from './targets/lambda-versions.ts';

/** CloudWatch keeps periods of less than a minute for three hours. */
const lookBackSeconds = 3 * 3_600;

/**
 * Live traffic by version behind an alias: from what the workload prints of each answer, 10 s apart, or else from Lambda's own
 * metrics, a minute apart. Which of the two is decided once for what is stable, by the first traffic of it that either has,
 * and holds for all versions beside it: a candidate that prints nothing where stable does has no traffic, and does not pass.
 * Requests of a process that died are added as Lambda tells them.
 */
export class CloudWatchMetrics implements MetricSource {
  private readonly clients: { cloudWatch: CloudWatchSend; lambda: LambdaSend };
  private readonly served: { functionName: string; alias: string };
  private readonly time: { clock: Clock; sleep: Sleep };
  private readonly decided = new Map<string, OriginName>();

  constructor(
    clients: { cloudWatch: CloudWatchSend; lambda: LambdaSend },
    served: { functionName: string; alias: string },
    time: { clock: Clock; sleep: Sleep },
  ) {
    this.clients = clients;
    this.served = served;
    this.time = time;
  }

  async knownUntil(): Promise<string> {
    return new Date(this.knownMs(await this.originOf(await this.arms()))).toISOString();
  }

  /** @throws MetricsIncompleteError when CloudWatch reports partial data, or what is asked for is not known yet */
  async read(from: string, to: string, custom: readonly CustomMetric[] = []): Promise<ArmWindow[]> {
    const arms = await this.arms();
    const name = await this.originOf(arms);
    const periods = periodsIn(from, to, origins[name].grainSeconds);
    if (periods === null || arms.length === 0) return [];
    if (periods.end.getTime() > this.knownMs(name)) throw early(from, to);
    const questions = arms.flatMap((arm, i) => [
      ...originQuestions(name, arm, i, this.served),
      ...customQuestions(custom, arm.servableId, i),
    ]);
    const { cloudWatch } = this.clients;
    const answers = await ask(cloudWatch, questions, periods, this.time.sleep);
    const died = name === 'serving' ? await crashes(cloudWatch, arms, this.served, periods, this.time.sleep) : [];
    return arms
      .map(({ servableId }, i) => {
        const window = combine(servableId, (measure) => answers.get(`${measure}_${i}`) ?? new Map());
        const crashed = died[i] ?? 0;
        const counts = { requests: window.requests + crashed, errors: window.errors + crashed };
        return { ...window, ...counts, ...customValues(custom, answers, i) };
      })
      .filter(({ requests }) => requests > 0);
  }

  private knownMs(name: OriginName): number {
    const { grainSeconds, ingestionSeconds } = origins[name];
    const now = this.time.clock.now().getTime() / 1_000;
    return Math.floor((now - ingestionSeconds) / grainSeconds) * grainSeconds * 1_000;
  }

  /** Until there was traffic of either, the slower one, in which nothing can be missed. */
  private async originOf([stable]: AliasArm[]): Promise<OriginName> {
    if (stable === undefined) return 'lambda';
    const known = this.decided.get(stable.servableId);
    if (known !== undefined) return known;
    for (const name of ['serving', 'lambda'] as const) {
      if (!(await this.counted(name, stable))) continue;
      this.decided.set(stable.servableId, name);
      return name;
    }
    return 'lambda';
  }

  private async counted(name: OriginName, arm: AliasArm): Promise<boolean> {
    const end = this.knownMs('lambda');
    const from = new Date(end - lookBackSeconds * 1_000).toISOString();
    const periods = periodsIn(from, new Date(end).toISOString(), 60);
    const questions = originQuestions(name, arm, 0, this.served).filter(({ id }) => id === 'requests_0');
    if (periods === null) return false;
    const answers = await ask(this.clients.cloudWatch, questions, periods, this.time.sleep);
    return sumOf(answers.get('requests_0')?.values() ?? []) > 0;
  }

  private async arms(): Promise<AliasArm[]> {
    const { functionName: FunctionName, alias: Name } = this.served;
    const alias = await this.clients.lambda.send(new GetAliasCommand({ FunctionName, Name })).catch(absent);
    if (alias?.FunctionVersion === undefined) return [];
    const others = Object.keys(alias.RoutingConfig?.AdditionalVersionWeights ?? {});
    const known = await listVersions(this.clients.lambda, FunctionName);
    return [alias.FunctionVersion, ...others].map((version) => ({
      servableId: known.find((one) => one.version === version)?.servableId ?? `unknown-version-${version}`,
      executedVersion: others.length === 0 ? null : version,
    }));
  }
}

function early(from: string, to: string): MetricsIncompleteError {
  return new MetricsIncompleteError('metrics-incomplete', `What happened from ${from} to ${to} is not all known yet.`);
}
