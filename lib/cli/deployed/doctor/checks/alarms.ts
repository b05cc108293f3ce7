import { DescribeAlarmsCommand, type MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { type Examination, fail, ok, type Said, warn } from '../../../../core/doctor.ts';
import type { DeployedPatient } from '../patient.ts';

const seldom = 'A new alarm has none; one that has had some is told by its section of the runbook.';

/** What the pipeline's alarms say. */
export const alarms: Examination<DeployedPatient> = {
  about: 'what the alarms say: `ALARM`, `INSUFFICIENT_DATA`, or switched off',
  actions: ['cloudwatch:DescribeAlarms'],
  look: async (patient) => {
    const all = await alarmsOf(patient);
    if (all.length === 0) return [warn('there is no alarm of this pipeline', 'Deploy the app again.')];
    const loud = all.filter(({ StateValue }) => StateValue === 'ALARM');
    const blind = all.filter(({ StateValue }) => StateValue === 'INSUFFICIENT_DATA').map(({ AlarmName }) => AlarmName);
    const mute = all.filter(({ ActionsEnabled }) => ActionsEnabled === false);
    const said: Said[] = [
      ...loud.map((alarm) => fail(`${alarm.AlarmName} is in ALARM`, alarm.AlarmDescription ?? 'See the runbook.')),
      ...(blind.length > 0 ? [warn(`no data to judge by: ${blind.join(', ')}`, seldom)] : []),
      ...mute.map(({ AlarmName }) =>
        warn(`${AlarmName} tells nobody`, `aws cloudwatch enable-alarm-actions --alarm-names ${AlarmName}`),
      ),
    ];
    return said.length > 0 ? said : [ok(`all ${all.length} are in OK`)];
  },
};

/** Of this pipeline, and not of another whose name begins like it. */
async function alarmsOf({ place, aws }: DeployedPatient): Promise<MetricAlarm[]> {
  const found: MetricAlarm[] = [];
  let NextToken: string | undefined;
  do {
    const page = await aws.cloudWatch.send(
      new DescribeAlarmsCommand({
        AlarmNamePrefix: `signalbox-${place.pipeline}-`,
        AlarmTypes: ['MetricAlarm'],
        NextToken,
      }),
    );
    found.push(...(page.MetricAlarms ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return found.filter(({ AlarmDescription = '' }) => AlarmDescription.startsWith(`Signalbox ${place.pipeline}:`));
}
