import { DescribeEndpointCommand, DescribeEndpointConfigCommand } from '@aws-sdk/client-sagemaker';
import { isNamed } from '../../../../aws/clients.ts';
import { type Examination, ok, type Said, unknown, warn } from '../../../../core/doctor.ts';
import { describeMachine, tasksIn } from '../definition.ts';
import type { DeployedPatient } from '../patient.ts';
import { type Quota, quotaOf } from '../quota.ts';

/** What is needed of a quota, and what for. */
interface Need extends Quota {
  least: number;
  because: string;
}

/** The map over a drop's files runs 40 functions at once; as many again are for all else. */
const concurrency: Need = {
  ...{ service: 'lambda', name: 'Concurrent executions', least: 80 },
  because: 'profiling runs 40 at once',
};

/** Whether the account is allowed as much as a run needs. */
export const quotas: Examination<DeployedPatient> = {
  about: 'whether the account may run as much as a run needs',
  actions: ['servicequotas:ListServiceQuotas', 'sagemaker:DescribeEndpoint', 'sagemaker:DescribeEndpointConfig'],
  look: async (patient) => {
    const needs = [concurrency, ...(await trainingNeeds(patient)), ...(await endpointNeeds(patient))];
    return Promise.all(needs.map((need) => judged(patient, need)));
  },
};

async function judged(patient: DeployedPatient, { least, because, ...quota }: Need): Promise<Said> {
  const value = await quotaOf(patient, quota);
  const where = 'https://console.aws.amazon.com/servicequotas/';
  const name = `${quota.service}, ${quota.name}`;
  if (value === undefined) return unknown(`${name}: this quota is not listed`, `Look at ${where}`);
  if (value >= least) return ok(`${name}: ${value}, of which ${least} are needed`);
  return warn(`${name}: ${value}; ${least} are needed, since ${because}`, `Ask for more: ${where}`);
}

async function trainingNeeds(patient: DeployedPatient): Promise<Need[]> {
  const { definition } = await describeMachine(patient, patient.place.machines.delivery);
  return tasksIn(definition).flatMap(({ call, parameters }) => {
    if (call !== 'sagemaker:createTrainingJob') return [];
    const { ResourceConfig, EnableManagedSpotTraining } = parameters as {
      ResourceConfig?: { InstanceType?: string; InstanceCount?: number };
      EnableManagedSpotTraining?: boolean;
    };
    const { InstanceType = 'unknown', InstanceCount = 1 } = ResourceConfig ?? {};
    const kind = EnableManagedSpotTraining ? 'spot training job usage' : 'training job usage';
    const because = `a training takes ${InstanceCount}`;
    return [{ service: 'sagemaker', name: `${InstanceType} for ${kind}`, least: InstanceCount, because }];
  });
}

/** Two versions stand beside one another in a rollout. */
async function endpointNeeds({ place, aws }: DeployedPatient): Promise<Need[]> {
  const { endpoint } = place;
  if (!endpoint) return [];
  const live = await aws.sageMaker.send(new DescribeEndpointCommand({ EndpointName: endpoint })).catch((thrown) => {
    if (!isNamed(thrown, 'ValidationException')) throw thrown;
  });
  // Nothing was released yet.
  if (!live?.EndpointConfigName) return [];
  const { ProductionVariants = [] } = await aws.sageMaker.send(
    new DescribeEndpointConfigCommand({ EndpointConfigName: live.EndpointConfigName }),
  );
  return ProductionVariants.flatMap(({ InstanceType, VariantName }) => {
    if (!InstanceType) return [];
    const found = live.ProductionVariants?.find((variant) => variant.VariantName === VariantName);
    const least = 2 * (found?.DesiredInstanceCount ?? 1);
    return [
      {
        service: 'sagemaker',
        name: `${InstanceType} for endpoint usage`,
        least,
        because: 'a rollout has two versions at once',
      },
    ];
  });
}
