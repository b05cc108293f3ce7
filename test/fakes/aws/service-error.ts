/** What a client of the AWS SDK throws: known by its name, with who is at fault and the HTTP status. */
export class ServiceError extends Error {
  readonly $fault: 'client' | 'server';
  readonly $metadata: { httpStatusCode: number; attempts: number; totalRetryDelay: number };

  constructor(name: string, message: string, httpStatusCode = 400) {
    super(message);
    this.name = name;
    this.$fault = httpStatusCode < 500 ? 'client' : 'server';
    this.$metadata = { httpStatusCode, attempts: 1, totalRetryDelay: 0 };
  }
}

/** How each service says that it is called too often. */
const throttles: Record<string, [name: string, message: string, status: number]> = {
  'application-autoscaling': ['ThrottlingException', 'Rate exceeded', 400],
  cloudwatch: ['Throttling', 'Rate exceeded', 400],
  lambda: ['TooManyRequestsException', 'Rate Exceeded.', 429],
  sagemaker: ['ThrottlingException', 'Rate exceeded', 400],
  'sagemaker-runtime': ['ThrottlingException', 'Rate exceeded', 400],
};

export function throttled(service: string): ServiceError {
  return new ServiceError(...(throttles[service] ?? ['ThrottlingException', 'Rate exceeded', 400]));
}

/** Of the SDK, not of a service: no answer came, and nobody knows whether the call took effect. */
export function timedOut(): Error {
  return Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET' });
}
