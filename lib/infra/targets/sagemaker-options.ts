import { Duration, aws_ec2 as ec2, Size } from 'aws-cdk-lib';
import { InputError } from '../../core/errors.ts';
import { sizeWithin, wholeWithin } from '../limits.ts';

/** Capacity without instances. */
export interface ServerlessCapacity {
  /**
   * Memory of each container, 1,024 to 6,144 MiB in steps of 1,024.
   * @default 2,048 MiB
   */
  memory?: Size;
  /**
   * Requests at once, 1 to 200.
   * @default 20
   */
  maxConcurrency?: number;
}

export interface InstanceScaling {
  minInstances: number;
  maxInstances: number;
  /** Requests a minute that scaling aims at for each instance. */
  requestsPerInstance: number;
}

/** Of an endpoint with instances, whoever moves its traffic. */
export interface SageMakerInstanceOptions {
  /**
   * Instance that serves, without `ml.`; images are built for its processor.
   * @default m5.large
   */
  instanceType?: ec2.InstanceType;
  /**
   * Instances of the first release; later ones have as many as the release before them, whatever scaling made of it.
   * @default 2, so that one may fail
   */
  instanceCount?: number;
  /**
   * How what serves scales between rollouts; it stands still during one.
   * @default it does not
   */
  autoscaling?: InstanceScaling;
  /**
   * Share of requests and answers that SageMaker writes to the store, below `captured/`, where they stay for 30 days; 0 to 100.
   * @default 0, none: without a front door a replay needs some
   */
  capturePercent?: number;
  /**
   * How often metrics come: 10 s, 30 s or a minute. The judge looks no more often than that.
   * @default 10 seconds
   */
  metricPeriod?: Duration;
  /**
   * What a candidate is scored on before it serves, and while a pull request is judged.
   * @default one instance, for as long as it takes
   */
  proof?: ServerlessCapacity;
  /**
   * Name of the endpoint that callers invoke, at most 37 of letters, digits and hyphens.
   * @default <pipeline>-model
   */
  endpointName?: string;
}

export type Serverless = Required<ServerlessCapacity>;
type Optional = 'autoscaling' | 'proof' | 'endpointName';
export type SageMakerInstances = Required<Omit<SageMakerInstanceOptions, Optional>> &
  Pick<SageMakerInstanceOptions, 'autoscaling' | 'endpointName'> & { proof?: Serverless };

/** With the defaults; `factory` names who was called, in errors. */
export function instancesOf(factory: string, options: SageMakerInstanceOptions): SageMakerInstances {
  const { proof, ...rest } = options;
  const settings: SageMakerInstances = {
    instanceType: ec2.InstanceType.of(ec2.InstanceClass.M5, ec2.InstanceSize.LARGE),
    instanceCount: 2,
    capturePercent: 0,
    metricPeriod: Duration.seconds(10),
    ...rest,
    ...(proof ? { proof: serverlessOf(`${factory}: proof`, proof) } : {}),
  };
  wholeWithin(`${factory}: instanceCount`, settings.instanceCount, 1, 1_000);
  wholeWithin(`${factory}: capturePercent`, settings.capturePercent, 0, 100);
  const seconds = settings.metricPeriod.toSeconds();
  if (![10, 30, 60].includes(seconds))
    throw new InputError('out-of-range', `${factory}: metricPeriod: got ${seconds} s; allowed: 10 s, 30 s, 60 s`);
  checkName(factory, settings.endpointName);
  if (settings.autoscaling) checkScaling(factory, settings.autoscaling, settings.instanceCount);
  return settings;
}

export function serverlessOf(name: string, options: ServerlessCapacity): Serverless {
  const { memory = Size.mebibytes(2_048), maxConcurrency = 20 } = options;
  sizeWithin(`${name}: memory`, memory, Size.mebibytes(1_024), Size.mebibytes(6_144), Size.mebibytes(1_024));
  wholeWithin(`${name}: maxConcurrency`, maxConcurrency, 1, 200);
  return { memory, maxConcurrency };
}

/** SageMaker allows 63: what an endpoint is made of is named after it, and that of pull requests by three more. */
export function checkName(factory: string, endpointName: string | undefined): void {
  if (endpointName === undefined || (endpointName.length <= 37 && /^[a-zA-Z0-9](-*[a-zA-Z0-9])*$/.test(endpointName)))
    return;
  throw new InputError(
    'out-of-range',
    `${factory}: endpointName: got ${JSON.stringify(endpointName)}; allowed: at most 37 of letters, digits and hyphens between them`,
  );
}

function checkScaling(factory: string, scaling: InstanceScaling, instanceCount: number): void {
  const { minInstances, maxInstances, requestsPerInstance } = scaling;
  wholeWithin(`${factory}: autoscaling.minInstances`, minInstances, 1, instanceCount);
  wholeWithin(`${factory}: autoscaling.maxInstances`, maxInstances, instanceCount, 1_000);
  wholeWithin(`${factory}: autoscaling.requestsPerInstance`, requestsPerInstance, 1, 1_000_000_000);
}
