import type { DeploymentTarget, JudgeBeacon, MetricSource, ObjectStore, Scorer } from '../../ports.ts';
import type { Environment } from '../environment.ts';

/** What the ports of a target are made from. */
export interface Around {
  env: Environment;
  store: ObjectStore;
}

/** The ports of one kind of target, each loaded at its first use: a cold start pays for nothing that its step leaves alone. */
export interface Served {
  target(): Promise<DeploymentTarget>;
  scorer(): Promise<Scorer>;
  metrics(): Promise<MetricSource>;
  /** Absent where the place moves no traffic by itself. */
  beacon?(): Promise<JudgeBeacon>;
}

/** A rollout outlasts a moment of throttling: five attempts spread over some seconds. */
export const retries = { maxAttempts: 5 };
