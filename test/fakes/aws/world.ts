import { FakeAutoScaling } from './autoscaling.ts';
import type { CloudWatchSettings } from './cloudwatch/state.ts';
import { FakeCloudWatch } from './cloudwatch.ts';
import { Faults } from './faults.ts';
import type { LambdaSettings } from './lambda/state.ts';
import { FakeLambda } from './lambda.ts';
import type { SageMakerSettings } from './sagemaker/state.ts';
import { FakeSageMaker } from './sagemaker.ts';
import { FakeSageMakerRuntime } from './sagemaker-runtime.ts';
import { VirtualClock } from './virtual-clock.ts';

interface Parts {
  clock: VirtualClock;
  /** Of all services; a predicate tells them apart by `call.service`. */
  faults: Faults;
  sagemaker: FakeSageMaker;
  autoscaling: FakeAutoScaling;
  runtime: FakeSageMakerRuntime;
  lambda: FakeLambda;
  cloudwatch: FakeCloudWatch;
}

interface Settings {
  /** ISO 8601. */
  start?: string;
  sagemaker?: Partial<SageMakerSettings>;
  lambda?: Partial<LambdaSettings>;
  cloudwatch?: Partial<CloudWatchSettings>;
}

/** All services on one clock, wired together; a copy goes its own way from here on. */
export interface AwsWorld extends Parts {
  copy(): AwsWorld;
}

export function awsWorld({ start, ...settings }: Settings = {}): AwsWorld {
  const clock = new VirtualClock(start);
  const faults = new Faults();
  const sagemaker = new FakeSageMaker(clock, faults, settings.sagemaker);
  return wired({
    clock,
    faults,
    sagemaker,
    autoscaling: new FakeAutoScaling(clock, sagemaker, faults),
    runtime: new FakeSageMakerRuntime(clock, sagemaker, faults),
    lambda: new FakeLambda(clock, faults, settings.lambda),
    cloudwatch: new FakeCloudWatch(clock, faults, settings.cloudwatch),
  });
}

function wired(parts: Parts): AwsWorld {
  const { sagemaker, autoscaling, cloudwatch } = parts;
  sagemaker.neighbours = {
    tripped: (alarms) => alarms.filter((name) => cloudwatch.alarm(name) === 'ALARM'),
    scalable: (endpoint) => autoscaling.scalable(endpoint),
  };
  cloudwatch.onAlarm = (alarm, to) => {
    if (to === 'ALARM') sagemaker.alarmed(alarm);
  };
  return { ...parts, copy: () => copied(parts) };
}

function copied(parts: Parts): AwsWorld {
  const clock = parts.clock.copy();
  const faults = parts.faults.copy();
  const sagemaker = parts.sagemaker.copy(clock, faults);
  return wired({
    clock,
    faults,
    sagemaker,
    autoscaling: parts.autoscaling.copy(clock, sagemaker, faults),
    runtime: parts.runtime.copy(clock, sagemaker, faults),
    lambda: parts.lambda.copy(clock, faults),
    cloudwatch: parts.cloudwatch.copy(clock, faults),
  });
}
