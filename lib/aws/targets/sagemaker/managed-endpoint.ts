import type { ServedEndpoint } from './served-endpoint.ts';

/** An endpoint whose traffic SageMaker moves by itself, under the watch of alarms. */
export interface ManagedEndpoint extends ServedEndpoint {
  guardrails: {
    /** `rolling` replaces instances in batches instead of launching a second fleet; going back launches them anew. */
    mode: 'blue-green' | 'rolling';
    /** Share of requests answered with 5xx at which SageMaker takes a deployment back by itself, 0 to 1; null: the judge decides alone. */
    maxErrorRate: number | null;
    /** The same for the 99th percentile of the model's own latency. */
    maxModelLatencyP99Ms: number | null;
  };
}
