import type { Clock } from '../../../lib/ports.ts';
import { clone } from '../../fakes/aws/clone.ts';
import type { AwsWorld } from '../../fakes/aws/world.ts';
import type { Line } from '../flight.ts';

export type Service = 'sagemaker' | 'autoscaling' | 'runtime' | 'lambda' | 'cloudwatch';

/** A client of the SDK whose every command is a call of the search; the call is plain data, and may arrive late. */
export function clientOver<Client>(line: Line, world: Service): Client {
  const send = (command: { input: object }) => {
    const method = command.constructor.name.replace(/Command$/, '');
    return line.ask({ port: 'aws', method, args: [world, clone(command.input)] });
  };
  return { send } as Client;
}

/** What was sent over such a client takes effect, or throws what the service says. */
export function performed(world: AwsWorld, method: string, [service, input]: readonly unknown[]): unknown {
  const command = Object.create({ constructor: { name: `${method}Command` } }) as object;
  return world[service as Service].apply(Object.assign(command, { input }));
}

export function clockOf(line: Line): Clock {
  return { now: () => new Date(line.nowMs()) };
}
