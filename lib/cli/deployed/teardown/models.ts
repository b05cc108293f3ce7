import {
  DeleteEndpointConfigCommand,
  DeleteModelCommand,
  ListEndpointConfigsCommand,
  ListModelsCommand,
} from '@aws-sdk/client-sagemaker';
import { absent } from '../../../aws/sagemaker-errors.ts';
import { idAfter, isConfigOf, namesOf } from '../../../aws/targets/sagemaker/names.ts';
import type { Found } from '../../../steps/tear-down.ts';
import { allPages } from './all-pages.ts';
import type { Finder, Leftover } from './leftover.ts';

/** What endpoints are made of: configurations and models, which SageMaker keeps for nothing. */
export const models: Finder = async (leftover) => {
  const { endpoint } = leftover.place;
  if (!endpoint) return [];
  const prefixes = [endpoint, `${endpoint}-pr`].map(namesOf);
  const [configs, names] = await Promise.all([configsOf(leftover, endpoint), modelsOf(leftover, endpoint)]);
  const { sageMaker } = leftover.aws;
  return [
    ...configs
      .filter((name) => prefixes.some(({ config, proof }) => isConfigOf(config, name) || idAfter(proof, name)))
      .map((name) =>
        free('configuration', name, async () => {
          await sageMaker.send(new DeleteEndpointConfigCommand({ EndpointConfigName: name })).catch(absent);
        }),
      ),
    ...names
      .filter((name) => prefixes.some(({ model }) => idAfter(model, name)))
      .map((name) =>
        free('model', name, async () => {
          await sageMaker.send(new DeleteModelCommand({ ModelName: name })).catch(absent);
        }),
      ),
  ];
};

function free(kind: string, name: string, remove: () => Promise<void>): Found {
  return { kind, name, what: 'what an endpoint is made of', dollarsPerMonth: 0, isData: false, remove };
}

function configsOf({ aws }: Leftover, NameContains: string): Promise<string[]> {
  return allPages(async (NextToken) => {
    const page = await aws.sageMaker.send(new ListEndpointConfigsCommand({ NameContains, NextToken }));
    return { found: page.EndpointConfigs?.map((one) => one.EndpointConfigName ?? ''), next: page.NextToken };
  });
}

function modelsOf({ aws }: Leftover, NameContains: string): Promise<string[]> {
  return allPages(async (NextToken) => {
    const page = await aws.sageMaker.send(new ListModelsCommand({ NameContains, NextToken }));
    return { found: page.Models?.map((one) => one.ModelName ?? ''), next: page.NextToken };
  });
}
