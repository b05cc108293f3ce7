/** Capacity without instances. */
export interface Serverless {
  /** 1,024 to 6,144, in steps of 1,024. */
  memoryMb: number;
  /** 1 to 200. */
  maxConcurrency: number;
}

/** The endpoint as the app names it; the pipeline creates it, and everything that it is made of. */
export interface ServedEndpoint {
  /** At most 40 letters, digits and single hyphens: what it is made of is named after it. */
  endpointName: string;
  /** What the containers run as: reads models and images, writes logs and captured requests. */
  executionRoleArn: string;
  /** Such as `ml.m5.large`; used where nothing is serverless. */
  instanceType: string;
  /** Of the first release; later ones have as many as the version before them. */
  stableInstanceCount: number;
  /** Of a candidate and of its baseline at least; more where their share of the traffic needs more. */
  candidateInstanceCount: number;
  /** The endpoint has no instances, and all traffic moves at once. */
  serverless: Serverless | null;
  /** What a version is tried on before it serves; null: one instance of `instanceType`. */
  proof: Serverless | null;
  /** How what serves scales between rollouts; null: it does not. */
  autoscaling: Autoscaling | null;
  /** Callers come through the front door, which keeps users with one version by asking its variant by name. */
  behindDoor: boolean;
  /** Without tag: images are named by digest. */
  repositoryUri: string;
  storeBucket: string;
  /** What share of the requests and answers is kept, and below which key; null: none. */
  capture: { percent: number; prefix: string } | null;
  /** How often metrics come, 10, 30, 60 and longer; null: each minute. */
  enhancedMetricsSeconds: 10 | 30 | 60 | 120 | 180 | 240 | 300 | null;
  /** Of everything that is created. */
  tags: Record<string, string>;
}

export interface Autoscaling {
  minInstances: number;
  maxInstances: number;
  /** Requests a minute that one instance shall get: the value that is tracked. */
  invocationsPerInstance: number;
}
