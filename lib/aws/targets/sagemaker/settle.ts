import {
  DeleteEndpointConfigCommand,
  DeleteModelCommand,
  DescribeEndpointConfigCommand,
  ListEndpointConfigsCommand,
  ListEndpointsCommand,
  ListModelsCommand,
} from '@aws-sdk/client-sagemaker';
import type { Progress } from '../../../core/rollout/traffic.ts';
import type { SageMakerSend } from '../../clients.ts';
import { absent } from '../../sagemaker-errors.ts';
import { askedAt } from './asked-at.ts';
import { attemptedConfig } from './attempt.ts';
import { describe } from './live-endpoint.ts';
import { idAfter, isConfigOf, namesOf } from './names.ts';
import { Proof } from './proof.ts';
import type { ServedEndpoint } from './served-endpoint.ts';

export interface Keep {
  keep: string[];
  /** ISO 8601; undefined: of any age. */
  preparedBefore: string | undefined;
}

interface Named {
  name: string;
  madeAt: Date | undefined;
}

/**
 * Removes what versions beside those to keep are made of: what proves them first, then configurations, then models. A proof
 * goes as well once its version serves. What the endpoint runs on or is going to is never touched, whatever is to be kept.
 */
export async function removeUnkept(client: SageMakerSend, served: ServedEndpoint, wish: Keep): Promise<Progress> {
  const { config, model, proof } = namesOf(served.endpointName);
  const old = ({ madeAt }: Named) =>
    wish.preparedBefore === undefined || (madeAt !== undefined && madeAt.getTime() < Date.parse(wish.preparedBefore));
  const proofs = await proofsOf(client, proof);
  const models = await modelsOf(client, model);
  const configs = (await configsOf(client, config)).filter(old);
  // Looked at after the lists: what came into use since then is in neither.
  const inUse = await usedBy(client, served);
  let progress: Progress = 'done';
  for (const { name } of proofs.filter(old)) {
    const id = idAfter(proof, name);
    const serves = id !== undefined && askedAt(inUse.told, served.endpointName, id) !== undefined;
    if (id === undefined || (wish.keep.includes(id) && !serves)) continue;
    if ((await new Proof(client, served).remove(id)) === 'pending') progress = 'pending';
  }
  for (const { name } of configs) {
    // Kept with all of its versions: that of the release before the last is one to go back to.
    const of = inUse.configs.has(name) ? undefined : await servablesOf(client, served, name);
    if (of === undefined || of.every((id) => wish.keep.includes(id))) continue;
    await client.send(new DeleteEndpointConfigCommand({ EndpointConfigName: name })).catch(absent);
  }
  for (const { name } of models.filter(old)) {
    const id = idAfter(model, name);
    if (id === undefined || wish.keep.includes(id) || inUse.servables.has(id)) continue;
    await client.send(new DeleteModelCommand({ ModelName: name })).catch(absent);
  }
  return progress;
}

/** What the endpoint runs on, what it is going to, and what it was last asked to go to, which a look may not show yet. */
async function usedBy(client: SageMakerSend, served: ServedEndpoint) {
  const told = await describe(client, served.endpointName);
  const next = told?.PendingDeploymentSummary;
  const attempted = await attemptedConfig(client, told);
  const configs = [told?.EndpointConfigName, next?.EndpointConfigName, attempted].filter((name) => name !== undefined);
  const servables: string[] = [];
  for (const name of configs) servables.push(...((await servablesOf(client, served, name)) ?? []));
  return { told, configs: new Set(configs), servables: new Set(servables) };
}

/** Undefined: there is no such configuration. */
async function servablesOf(
  client: SageMakerSend,
  { endpointName }: ServedEndpoint,
  EndpointConfigName: string,
): Promise<string[] | undefined> {
  const told = await client.send(new DescribeEndpointConfigCommand({ EndpointConfigName })).catch(absent);
  const variants = [...(told?.ProductionVariants ?? []), ...(told?.ShadowProductionVariants ?? [])];
  const ids = variants.map(({ ModelName }) => idAfter(namesOf(endpointName).model, ModelName) ?? '');
  return told && ids;
}

async function proofsOf(client: SageMakerSend, NameContains: string): Promise<Named[]> {
  return paged(async (NextToken) => {
    const page = await client.send(new ListEndpointsCommand({ NameContains, NextToken }));
    const found = page.Endpoints?.map((one) => ({ name: one.EndpointName ?? '', madeAt: one.CreationTime }));
    return { found, NextToken: page.NextToken };
  });
}

async function modelsOf(client: SageMakerSend, NameContains: string): Promise<Named[]> {
  return paged(async (NextToken) => {
    const page = await client.send(new ListModelsCommand({ NameContains, NextToken }));
    const found = page.Models?.map((one) => ({ name: one.ModelName ?? '', madeAt: one.CreationTime }));
    return { found, NextToken: page.NextToken };
  });
}

async function configsOf(client: SageMakerSend, NameContains: string): Promise<Named[]> {
  const all = await paged(async (NextToken) => {
    const page = await client.send(new ListEndpointConfigsCommand({ NameContains, NextToken }));
    const found = page.EndpointConfigs?.map((one) => ({
      name: one.EndpointConfigName ?? '',
      madeAt: one.CreationTime,
    }));
    return { found, NextToken: page.NextToken };
  });
  // Of another endpoint, whose name begins with ours, are those that go on differently.
  return all.filter(({ name }) => isConfigOf(NameContains, name));
}

type Page = { found: Named[] | undefined; NextToken: string | undefined };

async function paged(page: (token: string | undefined) => Promise<Page>): Promise<Named[]> {
  const all: Named[] = [];
  let token: string | undefined;
  do {
    const { found, NextToken } = await page(token);
    all.push(...(found ?? []));
    token = NextToken;
  } while (token !== undefined);
  return all;
}
