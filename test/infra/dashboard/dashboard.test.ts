import { measures } from '../../../lib/core/monitoring/measures.ts';
import { onGitHub } from '../connected.ts';
import { pipeline, spelled } from '../pipeline.ts';
import { targetProps } from '../target-props.ts';

type Metric = Array<string | { label?: string; stat?: string }>;
interface Widget {
  type: string;
  width: number;
  properties: { title: string; metrics?: Metric[]; alarms?: string[] };
}

function dashboardOf({ ofType }: ReturnType<typeof pipeline>): { name: string; widgets: Widget[] } {
  const [[, resource] = []] = ofType('AWS::CloudWatch::Dashboard');
  const body = JSON.parse(spelled(resource?.Properties.DashboardBody)) as { widgets: Widget[] };
  return { name: resource?.Properties.DashboardName, widgets: body.widgets };
}

const connected = pipeline((stack) => ({ ...onGitHub(stack), frontDoor: true }));
const made: Array<[string, ReturnType<typeof pipeline>]> = [
  ['on GitHub', connected],
  ...Object.entries(targetProps).map(([name, props]): [string, typeof connected] => [name, pipeline(() => props)]),
];

test('it is named after the pipeline, and shows every alarm first', () => {
  const { name, widgets } = dashboardOf(connected);
  expect(name).toBe('signalbox-iris');
  const alarms = connected.ofType('AWS::CloudWatch::Alarm').map(([id]) => `<${id}.Arn>`);
  expect(widgets[0]?.properties.alarms?.sort()).toEqual(alarms.sort());
});

test.each(made)('every graph has a title and a metric, rows are full, and fifty metrics are free: %s', (_, one) => {
  const { widgets } = dashboardOf(one);
  const graphs = widgets.slice(1);
  const metrics = graphs.flatMap(({ properties }) => properties.metrics ?? []);
  expect(metrics.length).toBeLessThanOrEqual(50);
  for (const { properties } of graphs) expect([properties.title, properties.metrics?.length]).not.toContain(0);
  expect(new Set(graphs.map(({ properties }) => properties.title)).size).toBe(graphs.length);
  expect(graphs.reduce((sum, { width }) => sum + width, 0) % 24).toBe(0);
});

test.each(made)('metrics of our own are those that functions count, by all of their dimensions: %s', (_, one) => {
  const own = dashboardOf(one)
    .widgets.flatMap(({ properties }) => properties.metrics ?? [])
    .filter(([namespace]) => namespace === 'Signalbox');
  const shown = own.map(([, name, ...rest]) => [
    name,
    rest.filter((part, i) => typeof part === 'string' && i % 2 === 0),
  ]);
  for (const [name, dimensions] of shown)
    expect([name, (dimensions as string[]).sort()]).toEqual([
      name,
      ['Pipeline', ...measures[name as keyof typeof measures]].sort(),
    ]);
  const unseen = Object.keys(measures).filter(
    (name) => name !== 'HoursWithoutData' && !shown.some(([other]) => other === name),
  );
  expect(unseen).toEqual([]);
});

test('what serves is seen by its own name, before it exists', () => {
  const text = (name: string) => JSON.stringify(dashboardOf(made.find(([one]) => one === name)?.[1] ?? connected));
  expect(text('lambda-alias')).toContain('signalbox-iris-model');
  expect(text('sagemaker-endpoint')).toMatch(/SEARCH\(.*EndpointName=/);
});

test('who wants none gets none', () => {
  expect(pipeline(() => ({ dashboard: false })).ofType('AWS::CloudWatch::Dashboard')).toEqual([]);
});
