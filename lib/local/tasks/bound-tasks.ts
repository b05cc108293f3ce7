import type { ProjectName, StepName } from '../../core/step-io.ts';
import type { Assembly } from '../assembly/assembly.ts';
import { TaskFailure } from '../states-language/errors.ts';
import type { TaskCall, TaskRunner } from '../states-language/services.ts';

/** What the laptop does for each kind of resource that the machines call. */
export interface Bindings {
  step(name: StepName, payload: unknown, call: TaskCall): Promise<unknown>;
  project(name: ProjectName, variables: Record<string, string>, call: TaskCall): Promise<unknown>;
  execution(parameters: { StateMachineArn: string; Name: string; Input: unknown }, call: TaskCall): Promise<unknown>;
  /** A step that hands the task's token on; what it answers is not the task's output. */
  callback(name: StepName, payload: unknown, call: TaskCall): Promise<unknown>;
}

type Binding = (call: TaskCall, parameters: never) => Promise<unknown>;

/**
 * Binds tasks by what they call: the resolved resource, and the function, project or machine it names.
 * Whatever the machines come to call beyond this fails by name; nothing is passed over.
 */
export class BoundTasks implements TaskRunner {
  private readonly resources: Record<string, Binding>;

  constructor(assembly: Assembly, bindings: Bindings) {
    this.resources = {
      'lambda:invoke': async (call, parameters: { FunctionName: string; Payload: unknown }) => {
        const name = required(assembly.steps.get(parameters.FunctionName), 'function', parameters.FunctionName);
        return {
          StatusCode: 200,
          ExecutedVersion: '$LATEST',
          Payload: await bindings.step(name, parameters.Payload, call),
        };
      },
      'lambda:invoke.waitForTaskToken': (call, parameters: { FunctionName: string; Payload: unknown }) => {
        const name = required(assembly.steps.get(parameters.FunctionName), 'function', parameters.FunctionName);
        return bindings.callback(name, parameters.Payload, call);
      },
      'codebuild:startBuild.sync': (
        call,
        parameters: { ProjectName: string; EnvironmentVariablesOverride?: Variable[] },
      ) => {
        const name = required(assembly.projects.get(parameters.ProjectName), 'project', parameters.ProjectName);
        return bindings.project(name, variablesOf(parameters.EnvironmentVariablesOverride), call);
      },
      'states:startExecution.sync:2': (call, parameters: Parameters<Bindings['execution']>[0]) =>
        bindings.execution(parameters, call),
    };
  }

  async run(call: TaskCall): Promise<unknown> {
    const integration = /^arn:[^:]+:states:[^:]*:[^:]*:(.+)$/.exec(call.resource)?.[1] ?? call.resource;
    const binding = required(this.resources[integration], 'resource', call.resource);
    return binding(call, call.parameters as never);
  }
}

interface Variable {
  Name: string;
  Value: string;
}

function variablesOf(variables: Variable[] = []): Record<string, string> {
  return Object.fromEntries(variables.map(({ Name, Value }) => [Name, Value]));
}

function required<T>(found: T | undefined, kind: string, name: string): T {
  if (found !== undefined) return found;
  throw new TaskFailure('States.Runtime', `a laptop has nothing bound to the ${kind} ${name}`);
}
