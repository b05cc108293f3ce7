import { localAccount, localRegion } from '../assembly/resolve.ts';

/** ARN of an execution of a machine; its folder is named by the last part alone, since run ids are unique. */
export function executionArn(machineName: string, name: string): string {
  return `arn:aws:states:${localRegion}:${localAccount}:execution:${machineName}:${name}`;
}

export function executionName(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1);
}

/** The execution of the Rollout machine that a run starts. */
export function rolloutName(name: string): string {
  return `${name}-rollout`;
}
