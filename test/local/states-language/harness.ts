import {
  type Execution,
  type ItemSource,
  type Journal,
  MemoryJournal,
  resumeExecution,
  type Services,
  startExecution,
  type TaskCall,
} from '../../../lib/local/states-language/interpreter.ts';
import { VirtualTimer } from './virtual-timer.ts';

const MACHINE = 'arn:aws:states:eu-west-1:123456789012:stateMachine:machine';

export interface Setup {
  task?: (call: TaskCall) => unknown;
  items?: ItemSource;
  journal?: Journal;
  timer?: VirtualTimer;
  random?: () => number;
}

function services({ task = () => null, items, journal, timer, random }: Setup = {}): Services {
  return {
    tasks: { run: async (call) => task(call) },
    timer: timer ?? new VirtualTimer(),
    random: random ?? (() => 0.5),
    journal: journal ?? new MemoryJournal(),
    ...(items === undefined ? {} : { items }),
  };
}

export function start(definition: unknown, input: unknown = {}, setup: Setup = {}): Execution {
  return startExecution(
    {
      definition,
      input,
      name: 'run-1',
      executionArn: `${MACHINE.replace('stateMachine', 'execution')}:run-1`,
      stateMachineArn: MACHINE,
      stateMachineName: 'machine',
    },
    services(setup),
  );
}

export function run(definition: unknown, input: unknown = {}, setup: Setup = {}): Promise<Execution> {
  return start(definition, input, setup).run();
}

export function resume(journal: Journal, setup: Setup = {}): Promise<Execution> {
  return resumeExecution(journal, services(setup));
}

/** A machine of one state. */
export function single(state: Record<string, unknown>): Record<string, unknown> {
  const ends = ['Succeed', 'Fail', 'Choice'].includes(String(state.Type)) || 'Next' in state;
  return { StartAt: 'Only', States: { Only: ends ? state : { ...state, End: true } } };
}

export function types(execution: Execution): string[] {
  return execution.history.map(({ type }) => type);
}
