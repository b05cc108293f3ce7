import type { DeployedPlace } from '../../../core/deployed-place.ts';
import { layout } from '../../../core/store-layout.ts';
import { tasksIn } from './definition.ts';
import { whereabouts } from './patient.ts';

/** A call without which the pipeline would stand still. */
export interface Ask {
  /** A function by its step, or `delivery`, the machine. */
  who: string;
  action: string;
  resource: string;
}

/** Of the functions around the machines: beginning a run, ending one, going back. */
export function stepAsks(place: DeployedPlace): Ask[] {
  const { delivery } = place.machines;
  const bucket = (name: string, key: string) => `arn:${partition(delivery)}:s3:::${name}/${key}`;
  const stored = (key: string) => bucket(place.store, key);
  const execution = `${delivery.replace(':stateMachine:', ':execution:')}:data-0000000000-1`;
  const ask = (who: string, action: string, resource: string): Ask => ({ who, action, resource });
  const writes = (who: string, ...keys: string[]) => keys.map((key) => ask(who, 's3:PutObject', stored(key)));
  return [
    ask('intake', 's3:GetObject', bucket(place.data, `incoming/${place.pipeline}/a/b.csv`)),
    ask('intake', 'states:StartExecution', delivery),
    ...writes('intake', layout.snapshot('0'), layout.source('0')),
    ask('recover', 'states:DescribeExecution', execution),
    ...writes('recover', layout.outcome('data-0'), layout.lease(place.pipeline), layout.rollout(place.pipeline)),
    ...writes('operate', layout.channel('production'), layout.rollout(place.pipeline)),
    ...['recover', 'operate'].flatMap((who) => movesAsk(who, place)),
  ];
}

function movesAsk(who: string, { served, endpoint, machines }: DeployedPlace): Ask[] {
  const { region, account } = whereabouts(machines.delivery);
  const arn = (service: string, rest: string) =>
    `arn:${partition(machines.delivery)}:${service}:${region}:${account}:${rest}`;
  if (served) {
    const resource = arn('lambda', `function:${served.functionName}`);
    return [{ who, action: 'lambda:UpdateAlias', resource }];
  }
  if (!endpoint) return [];
  const resource = arn('sagemaker', `endpoint/${endpoint.toLowerCase()}`);
  return [{ who, action: 'sagemaker:DescribeEndpoint', resource }];
}

/** Of the machine: every function that it calls. */
export function machineAsks(definition: string | undefined): Ask[] {
  const names = tasksIn(definition).flatMap(({ call, parameters: { FunctionName } }) =>
    call === 'lambda:invoke' && typeof FunctionName === 'string' ? [FunctionName] : [],
  );
  return [...new Set(names)].map((resource) => ({ who: 'delivery', action: 'lambda:InvokeFunction', resource }));
}

function partition(arn: string): string {
  return arn.split(':')[1] ?? 'aws';
}
