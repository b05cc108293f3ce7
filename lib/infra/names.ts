import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

export type MachineKind = 'delivery' | 'pull_request' | 'rollout' | 'watch' | 'proof_logs';

/**
 * Names that one part of a pipeline must know before the other exists: functions start machines that call them, so a
 * reference would go round in a circle.
 */
export class Names {
  readonly pipeline: string;
  private readonly scope: Construct;

  constructor(scope: Construct, pipeline: string) {
    this.scope = scope;
    this.pipeline = pipeline;
  }

  machine(kind: MachineKind): string {
    return `signalbox-${this.pipeline}-${kind.replace('_', '-')}`;
  }

  machineArn(kind: MachineKind): string {
    return this.states('stateMachine', this.machine(kind));
  }

  /** ARN of every execution of a machine. */
  executionsArn(kind: MachineKind): string {
    return this.states('execution', `${this.machine(kind)}:*`);
  }

  private states(resource: string, resourceName: string): string {
    const arnFormat = ArnFormat.COLON_RESOURCE_NAME;
    return Stack.of(this.scope).formatArn({ service: 'states', resource, resourceName, arnFormat });
  }
}
