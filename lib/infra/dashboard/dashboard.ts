import { aws_cloudwatch as cloudwatch, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { rows, type Shown } from './rows.ts';

/** What an operator looks at first: alarms, then runs, then what feeds them, then what serves. */
export class Dashboard extends Construct {
  constructor(scope: Construct, props: Shown & { alarms: cloudwatch.IAlarm[] }) {
    super(scope, 'Dashboard');
    const dashboard = new cloudwatch.Dashboard(this, 'Dashboard', {
      dashboardName: `signalbox-${props.pipeline}`,
      defaultInterval: Duration.days(7),
    });
    dashboard.addWidgets(
      new cloudwatch.AlarmStatusWidget({ title: 'Alarms', alarms: props.alarms, width: 24, height: 4 }),
    );
    for (const row of rows(props)) {
      const width = Math.floor(24 / row.length);
      const widgets = row.map(
        ({ title, metrics, stacked = false }) =>
          new cloudwatch.GraphWidget({ title, left: metrics, stacked, width, height: 6 }),
      );
      dashboard.addWidgets(...widgets);
    }
  }
}
