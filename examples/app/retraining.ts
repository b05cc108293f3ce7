import { App, aws_cloudwatch as cloudwatch, Stack, aws_scheduler as scheduler, TimeZone } from 'aws-cdk-lib';
import { ModelDelivery, Workload } from 'signalbox';

const app = new App();
const stack = new Stack(app, 'Iris');
const drift = new cloudwatch.Alarm(stack, 'Drift', {
  metric: new cloudwatch.Metric({ namespace: 'Iris', metricName: 'PopulationStabilityIndex' }),
  threshold: 0.2,
  evaluationPeriods: 3,
});
new ModelDelivery(stack, 'Delivery', {
  pipelineName: 'iris',
  workload: Workload.fromFolder('iris'),
  schedule: scheduler.ScheduleExpression.cron({
    weekDay: 'MON',
    hour: '4',
    minute: '0',
    timeZone: TimeZone.EUROPE_BERLIN,
  }),
  driftAlarms: [drift],
});
