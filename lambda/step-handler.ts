import { portsFromEnvironment } from '../lib/aws/ports.ts';
import type { FunctionName } from '../lib/core/step-io.ts';
import type { Ports } from '../lib/ports.ts';
import { type Around, functionHandler } from './handler.ts';

type Step<Input, Output> = (input: Input, ports: Ports, around: Around) => Promise<Output>;

/** The handler of one step, with the ports that every step has; see `functionHandler`. */
export function stepHandler<Input, Output>(name: FunctionName, step: Step<Input, Output>, open = portsFromEnvironment) {
  return functionHandler(name, step, open);
}
