import { LocalExecutions } from '../../lib/local/executions/local-executions.ts';

/** Executions of a laptop, of which a test may say that the process that drove them was killed. */
export class MortalExecutions extends LocalExecutions {
  /** ARNs of executions that nobody drives any more. */
  readonly killed = new Set<string>();

  override async describe(arn: string): ReturnType<LocalExecutions['describe']> {
    return this.killed.has(arn) ? 'ABORTED' : super.describe(arn);
  }
}
