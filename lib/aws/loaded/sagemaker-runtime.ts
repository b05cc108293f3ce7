import { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { retries } from '../served/kind.ts';

export const sageMakerRuntimeClient = () => new SageMakerRuntimeClient(retries);
