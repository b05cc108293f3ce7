import {
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  type MetricAlarm,
  PutMetricAlarmCommand,
  type PutMetricAlarmInput,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { type CloudWatchSend, isNamed } from '../../clients.ts';
import { judgeMetric } from '../../judge-beacon.ts';
import type { ManagedEndpoint } from './managed-endpoint.ts';
import { managedVariant } from './managed-live.ts';
import { tagList } from './tags.ts';

type Alarm = PutMetricAlarmInput & { AlarmName: string };

const compared = ['Namespace', 'MetricName', 'Period', 'EvaluationPeriods', 'Threshold', 'TreatMissingData'] as const;

/**
 * What SageMaker watches while it moves traffic: the judge's word, that the judge speaks at all, and errors and latency of the
 * new fleet. The old fleet has the same endpoint and variant, so only the name of the configuration tells them apart.
 */
export class GuardrailAlarms {
  private readonly client: CloudWatchSend;
  private readonly served: ManagedEndpoint;

  constructor(client: CloudWatchSend, served: ManagedEndpoint) {
    this.client = client;
    this.served = served;
  }

  get names(): string[] {
    return this.alarms('', 0).map(({ AlarmName }) => AlarmName);
  }

  /** Whether all are there and none would take back at once what begins now. A new one needs a while. */
  async ready(configName: string, windowSeconds: number): Promise<boolean> {
    const there = await this.described();
    const states: Array<string | undefined> = [];
    for (const alarm of this.alarms(configName, windowSeconds)) {
      const found = there.find(({ AlarmName }) => AlarmName === alarm.AlarmName);
      if (found === undefined || !isSame(alarm, found)) {
        await this.client.send(new PutMetricAlarmCommand({ ...alarm, Tags: tagList(this.served) }));
        states.push(undefined);
      } else states.push(found.StateValue);
    }
    return states.every((state) => state === 'OK');
  }

  /** SageMaker has no call to stop an update: what it watches is told to be in alarm. Holds until the next evaluation. */
  async trip(): Promise<void> {
    const [AlarmName] = this.names;
    const StateReason = 'Signalbox takes this deployment back.';
    await this.client.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'ALARM', StateReason }));
  }

  /** Between rollouts nobody speaks, so that one of them would be in alarm for nothing. */
  async remove(): Promise<void> {
    const AlarmNames = (await this.described()).map(({ AlarmName = '' }) => AlarmName);
    if (AlarmNames.length === 0) return;
    try {
      await this.client.send(new DeleteAlarmsCommand({ AlarmNames }));
    } catch (error) {
      if (!isNamed(error, 'ResourceNotFound', 'ResourceNotFoundException')) throw error;
    }
  }

  private async described(): Promise<MetricAlarm[]> {
    const told = await this.client.send(new DescribeAlarmsCommand({ AlarmNames: this.names }));
    return told.MetricAlarms ?? [];
  }

  private alarms(configName: string, windowSeconds: number): Alarm[] {
    const { endpointName, guardrails, enhancedMetricsSeconds } = this.served;
    const Period = (enhancedMetricsSeconds ?? 60) < 60 ? 10 : 60;
    const judge = { ...judgeMetric(endpointName), Statistic: 'Maximum' as const, Period, Threshold: 1 };
    // The first look comes a window and two minutes of CloudWatch's after traffic moved; two more may be late.
    const silence = Math.ceil((3 * windowSeconds + 180) / Period);
    const { maxErrorRate, maxModelLatencyP99Ms } = guardrails;
    const fleet = this.fleetMetric(configName);
    return [
      alarm(`${endpointName}-judge`, { ...judge, EvaluationPeriods: 1, TreatMissingData: 'notBreaching' }),
      alarm(`${endpointName}-judge-alive`, { ...judge, EvaluationPeriods: silence, TreatMissingData: 'breaching' }),
      ...(maxErrorRate === null
        ? []
        : [
            alarm(`${endpointName}-errors`, {
              ...fleet,
              MetricName: 'Invocation5XXErrors',
              Statistic: 'Average',
              Threshold: maxErrorRate,
            }),
          ]),
      ...(maxModelLatencyP99Ms === null
        ? []
        : [
            alarm(`${endpointName}-latency`, {
              ...fleet,
              MetricName: 'ModelLatency',
              ExtendedStatistic: 'p99',
              // Microseconds, of all times of SageMaker's.
              Threshold: maxModelLatencyP99Ms * 1_000,
            }),
          ]),
    ];
  }

  private fleetMetric(configName: string) {
    const { endpointName, enhancedMetricsSeconds } = this.served;
    return {
      Namespace: 'AWS/SageMaker',
      Dimensions: [
        { Name: 'EndpointName', Value: endpointName },
        { Name: 'VariantName', Value: managedVariant },
        { Name: 'EndpointConfigName', Value: configName },
      ],
      Period: Math.max(60, enhancedMetricsSeconds ?? 60),
      EvaluationPeriods: 2,
      TreatMissingData: 'notBreaching',
    };
  }
}

function alarm(AlarmName: string, more: Omit<PutMetricAlarmInput, 'AlarmName' | 'ComparisonOperator'>): Alarm {
  return { AlarmName, ComparisonOperator: 'GreaterThanOrEqualToThreshold', ...more };
}

function isSame(wanted: Alarm, found: MetricAlarm): boolean {
  const dimensions = ({ Dimensions = [] }: Pick<MetricAlarm, 'Dimensions'>) =>
    Dimensions.map(({ Name, Value }) => `${Name}=${Value}`)
      .sort()
      .join();
  return compared.every((key) => wanted[key] === found[key]) && dimensions(wanted) === dimensions(found);
}
