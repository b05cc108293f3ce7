import { apiModel } from '../fakes/aws/api-models.ts';
import { breaches, madeLater, type ServiceModel } from '../fakes/service-model.ts';

// biome-ignore lint/suspicious/noExplicitAny: states of a definition differ by type.
type State = any;

/** A call of a service's API that a state makes by itself, without a function. */
export interface StateCall {
  state: string;
  service: string;
  /** As the service names it: `StartBuild`. */
  operation: string;
  parameters: unknown;
}

const integration =
  /^arn:aws:states:::(?:aws-sdk:)?([a-z0-9]+):([a-z][A-Za-z0-9]+)(?:\.(?:sync(?::2)?|waitForTaskToken))?$/;

/** Every call in a definition, those of a map's reader and of its states included. */
export function callsOf({ States }: { States: Record<string, State> }): StateCall[] {
  return Object.entries(States).flatMap(([name, state]) => [
    ...(state.Type === 'Task' ? [callOf(name, state)] : []),
    ...(state.ItemReader ? [callOf(`${name}.ItemReader`, state.ItemReader)] : []),
    ...(state.ItemProcessor ? callsOf(state.ItemProcessor) : []),
    ...(state.Branches ?? []).flatMap(callsOf),
  ]);
}

function callOf(state: string, { Resource, Parameters }: State): StateCall {
  const [, service, action = ''] = integration.exec(Resource) ?? [];
  if (service === undefined) throw new Error(`${state}: ${Resource} is no call of a service`);
  return { state, service, operation: capital(action), parameters: Parameters };
}

/** Where Step Functions takes JSON as it is, and the service's API takes its text or bytes. */
const json: Record<string, string> = { Invoke: 'Payload', StartExecution: 'Input' };

/** What of a call the service's published model does not know, or knows to be of another type. */
export function faultsOf({ state, service, operation, parameters }: StateCall): string[] {
  const model = apiModel(service);
  const known = model.operations[operation];
  if (!known) return [`${state}: ${service} has no ${operation}`];
  const whole = { ...(parameters as object) };
  const name = json[operation];
  if (name && name in whole) Object.assign(whole, { [name]: madeLater });
  return breaches(model, known.input, asSdk(model, known.input, whole), state, 'sdk');
}

/** Members are written with a capital, whatever the API does; what ends with `.$` is made when the state is entered. */
function asSdk(model: ServiceModel, name: string, value: unknown): unknown {
  const { type, members = {}, member, value: part } = model.shapes[name] ?? { type: 'none' };
  if (Array.isArray(value)) return value.map((one) => asSdk(model, member?.shape ?? '', one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => {
      const said = key.replace(/\.\$$/, '');
      const own =
        Object.keys(members).find((candidate) => capital(candidate) === said) ??
        `${said}${said in members ? ' in lower case' : ''}`;
      const shape = type === 'structure' ? members[own]?.shape : part?.shape;
      return [type === 'structure' ? own : said, said === key ? asSdk(model, shape ?? '', one) : madeLater];
    }),
  );
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
