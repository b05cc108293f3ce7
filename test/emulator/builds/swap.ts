import { swaps } from '../swaps.ts';

interface State {
  Resource?: string;
  Parameters?: Record<string, unknown>;
}
export interface Definition {
  States: Record<string, State>;
}

const message = 'arn:aws:states:::sqs:sendMessage.waitForTaskToken';

/** The definition with each build handed to a worker by a queue, which answers by the task's token. All else stays. */
export function swapBuilds(definition: Definition, QueueUrl: string): Definition {
  const states = Object.entries(definition.States).map(([name, state]) => [name, swapped(name, state, QueueUrl)]);
  return { ...definition, States: Object.fromEntries(states) };
}

function swapped(name: string, state: State, QueueUrl: string): State {
  if (state.Resource !== swaps.builds.resource) return state;
  const MessageBody = { project: name.toLowerCase(), 'token.$': '$$.Task.Token', parameters: state.Parameters };
  return { ...state, Resource: message, Parameters: { QueueUrl, MessageBody } };
}
