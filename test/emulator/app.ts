import { CfnResource, aws_cloudwatch as cloudwatch, aws_iam as iam } from 'aws-cdk-lib';
import { deliveryApp } from '../../lib/infra/delivery-app.ts';
import { swaps } from './swaps.ts';

/** The app that `cdk deploy` deploys, with what the emulator does not know swapped; ids and references stay. */
const app = deliveryApp(process.env.SIGNALBOX_WORKLOAD ?? 'examples/iris');
for (const one of app.node.findAll()) {
  if (CfnResource.isCfnResource(one) && one.cfnResourceType === swaps.reportGroups.resource) {
    one.addOverride('Type', 'AWS::Logs::LogGroup');
    one.addDeletionOverride('Properties');
  }
  if (one instanceof iam.Role)
    one.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['lambda:*'], resources: ['*'] }));
  if (one instanceof cloudwatch.CfnAlarm && one.metrics !== undefined) onFirstMetric(one);
}

function onFirstMetric(alarm: cloudwatch.CfnAlarm): void {
  const metrics = alarm.stack.resolve(alarm.metrics) as cloudwatch.CfnAlarm.MetricDataQueryProperty[];
  const first = metrics.find(({ metricStat }) => metricStat !== undefined)
    ?.metricStat as cloudwatch.CfnAlarm.MetricStatProperty;
  const { namespace, metricName } = first.metric as cloudwatch.CfnAlarm.MetricProperty;
  alarm.metrics = undefined;
  Object.assign(alarm, { namespace, metricName, period: first.period, statistic: first.stat });
}
