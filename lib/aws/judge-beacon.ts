import { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { JudgeBeacon } from '../ports.ts';
import type { CloudWatchSend } from './clients.ts';

/** The judge's word on an endpoint: 0 all is well, 1 the new version is worse. Silence is a word too: the judge is dead. */
export function judgeMetric(endpointName: string) {
  const Dimensions = [{ Name: 'Endpoint', Value: endpointName }];
  return { Namespace: 'Signalbox/Judge', MetricName: 'Verdict', Dimensions };
}

/** Tells CloudWatch what the judge thinks, for alarms that watch over an update even when nobody of us is left. */
export class CloudWatchBeacon implements JudgeBeacon {
  private readonly client: CloudWatchSend;
  private readonly endpointName: string;

  constructor(client: CloudWatchSend, endpointName: string) {
    this.client = client;
    this.endpointName = endpointName;
  }

  async tell(worse: boolean): Promise<void> {
    const { Namespace, ...metric } = judgeMetric(this.endpointName);
    // Of high resolution: an alarm may look at it every ten seconds.
    const MetricData = [{ ...metric, Value: worse ? 1 : 0, StorageResolution: 1 }];
    await this.client.send(new PutMetricDataCommand({ Namespace, MetricData }));
  }
}
