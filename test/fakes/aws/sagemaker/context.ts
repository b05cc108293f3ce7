import type { SageMakerState } from './state.ts';

/** What a timer of the control plane says. */
export interface SageMakerTimer {
  type: 'stage' | 'time-limit' | 'rolled-back';
  endpoint: string;
  deployment: string;
}

/** What the transitions work on: the state, the time, and the neighbouring services. */
export interface SageMakerContext {
  state: SageMakerState;
  nowMs: number;
  after: (seconds: number, timer: SageMakerTimer) => void;
  /** Of these alarms, those that are in ALARM. */
  tripped: (alarmNames: string[]) => string[];
  /** Variants that are registered with Application Auto Scaling. */
  scalable: (endpointName: string) => string[];
}

export const region = 'eu-central-1';
export const account = '123456789012';

export function arnOf(kind: 'endpoint' | 'endpoint-config' | 'model', name: string): string {
  return `arn:aws:sagemaker:${region}:${account}:${kind}/${name.toLowerCase()}`;
}
