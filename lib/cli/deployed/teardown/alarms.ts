import { DeleteAlarmsCommand, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { dollarsEach, prices } from '../../../core/cost/prices.ts';
import { allPages } from './all-pages.ts';
import type { Finder } from './leftover.ts';

const guards = ['judge', 'judge-alive', 'errors', 'latency'];

/** Alarms that guard an endpoint, or scale it: the pipeline made them, so no stack takes them. */
export const alarms: Finder = async ({ place: { endpoint }, region, aws }) => {
  if (!endpoint) return [];
  const prefixes = [`${endpoint}-`, `TargetTracking-endpoint/${endpoint}/`];
  const listed = await Promise.all(
    prefixes.map((AlarmNamePrefix) =>
      allPages(async (NextToken) => {
        const page = await aws.cloudWatch.send(new DescribeAlarmsCommand({ AlarmNamePrefix, NextToken }));
        return { found: page.MetricAlarms?.map(({ AlarmName = '' }) => AlarmName), next: page.NextToken };
      }),
    ),
  );
  const known = new Set(guards.map((guard) => `${endpoint}-${guard}`));
  return listed
    .flat()
    .filter((name) => known.has(name) || name.startsWith('TargetTracking-'))
    .map((name) => ({
      kind: 'alarm',
      name,
      what: known.has(name) ? 'guards the endpoint' : 'scales the endpoint',
      dollarsPerMonth: dollarsEach(prices.alarm, region),
      isData: false,
      remove: async () => {
        await aws.cloudWatch.send(new DeleteAlarmsCommand({ AlarmNames: [name] }));
      },
    }));
};
