import type { Tag } from '@aws-sdk/client-sagemaker';
import { arnOf, type SageMakerContext } from './context.ts';
import { invalid } from './refusals.ts';

interface Ask {
  NextToken?: string;
  MaxResults?: number;
  NameContains?: string;
}

/** Usual size of a page where none is asked for: small, so that paging is met. */
const usualPage = 10;

export const listOperations = {
  ListModels: ({ state }: SageMakerContext, ask: Ask) => {
    const { page, NextToken } = pageOf(Object.keys(state.models), ask);
    const summary = (ModelName: string) => ({
      ModelName,
      ModelArn: arnOf('model', ModelName),
      CreationTime: new Date(state.models[ModelName]?.createdMs ?? 0),
    });
    return { Models: page.map(summary), NextToken };
  },
  ListEndpointConfigs: ({ state }: SageMakerContext, ask: Ask) => {
    const { page, NextToken } = pageOf(Object.keys(state.configs), ask);
    const summary = (EndpointConfigName: string) => ({
      EndpointConfigName,
      EndpointConfigArn: arnOf('endpoint-config', EndpointConfigName),
      CreationTime: new Date(state.configs[EndpointConfigName]?.createdMs ?? 0),
    });
    return { EndpointConfigs: page.map(summary), NextToken };
  },
  ListEndpoints: ({ state }: SageMakerContext, ask: Ask) => {
    const { page, NextToken } = pageOf(Object.keys(state.endpoints), ask);
    const summary = (EndpointName: string) => ({
      EndpointName,
      EndpointArn: arnOf('endpoint', EndpointName),
      CreationTime: new Date(state.endpoints[EndpointName]?.createdMs ?? 0),
      LastModifiedTime: new Date(state.endpoints[EndpointName]?.modifiedMs ?? 0),
      EndpointStatus: state.endpoints[EndpointName]?.status,
    });
    return { Endpoints: page.map(summary), NextToken };
  },
  AddTags: ({ state }: SageMakerContext, { ResourceArn = '', Tags = [] }: { ResourceArn?: string; Tags?: Tag[] }) => {
    const kept = tagsOf(state, ResourceArn).filter(({ Key }) => !Tags.some((one) => one.Key === Key));
    state.tags[ResourceArn] = [...kept, ...Tags];
    return { Tags: state.tags[ResourceArn] };
  },
  ListTags: ({ state }: SageMakerContext, { ResourceArn = '' }: { ResourceArn?: string }) => ({
    Tags: tagsOf(state, ResourceArn),
  }),
};

function tagsOf({ tags }: SageMakerContext['state'], arn: string): Tag[] {
  const found = tags[arn];
  if (!found) throw invalid(`Could not find resource "${arn}".`);
  return found;
}

/** Newest first, as the services list by default. */
function pageOf(names: string[], { NextToken, MaxResults = usualPage, NameContains = '' }: Ask) {
  const matching = names.filter((name) => name.includes(NameContains)).reverse();
  const from = Number(NextToken ?? 0);
  const to = from + MaxResults;
  return { page: matching.slice(from, to), NextToken: to < matching.length ? `${to}` : undefined };
}
