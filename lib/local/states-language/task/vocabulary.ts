import type { JsonObject } from '../json.ts';
import type { Details } from '../line.ts';

/** How the history speaks of one kind of task. */
export interface Vocabulary {
  /** What the task waits for after its request was answered. */
  pattern: 'response' | 'sync' | 'token';
  /** Beginning of the event types: `Task`, `LambdaFunction`, `Activity`. */
  prefix: string;
  /** How a result that is too large is complained of. */
  who: string;
  scheduled(parameters: string, limits: JsonObject, region: string): Details;
  started(): Details;
  /** Details of any later event, `suffix` being Submitted, Succeeded, Failed or TimedOut. */
  ended(suffix: string, fields: JsonObject): Details;
}

const UNTRUNCATED = { truncated: false };
const LAMBDA = /^arn:[^:]+:lambda:/;
const ACTIVITY = /^arn:[^:]+:states:[^:]*:[^:]*:activity:/;
const INTEGRATION = /^arn:[^:]+:states:[^:]*:[^:]*:(aws-sdk:[^:]+|[^:]+):(.+)$/;

export function vocabularyOf(resource: string): Vocabulary {
  if (LAMBDA.test(resource)) return lambdaFunction(resource);
  if (ACTIVITY.test(resource)) return activity(resource);
  const [, type, action] = INTEGRATION.exec(resource) ?? [];
  return integration(type ?? 'unknown', action ?? resource);
}

function lambdaFunction(resource: string): Vocabulary {
  return {
    pattern: 'response',
    prefix: 'LambdaFunction',
    who: resource,
    scheduled: (input, limits) => ({
      lambdaFunctionScheduledEventDetails: { input, inputDetails: UNTRUNCATED, resource, ...limits },
    }),
    started: () => ({}),
    ended: (suffix, fields) => ({ [`lambdaFunction${suffix}EventDetails`]: fields }),
  };
}

function activity(resource: string): Vocabulary {
  return {
    pattern: 'response',
    prefix: 'Activity',
    who: resource,
    scheduled: (input, limits) => ({
      activityScheduledEventDetails: { input, inputDetails: UNTRUNCATED, resource, ...limits },
    }),
    started: () => ({ activityStartedEventDetails: {} }),
    ended: (suffix, fields) => ({ [`activity${suffix}EventDetails`]: fields }),
  };
}

function integration(resourceType: string, resource: string): Vocabulary {
  const base = { resource, resourceType };
  return {
    pattern: patternOf(resource),
    prefix: 'Task',
    who: resourceType,
    scheduled: (parameters, limits, region) => ({
      taskScheduledEventDetails: { parameters, region, ...base, ...limits },
    }),
    started: () => ({ taskStartedEventDetails: base }),
    ended: (suffix, fields) => ({ [`task${suffix}EventDetails`]: { ...fields, ...base } }),
  };
}

function patternOf(action: string): Vocabulary['pattern'] {
  if (action.endsWith('.waitForTaskToken')) return 'token';
  return /\.sync(?::\d+)?$/.test(action) ? 'sync' : 'response';
}
