import {
  DeleteEndpointCommand,
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  ListEndpointsCommand,
  type ProductionVariant,
} from '@aws-sdk/client-sagemaker';
import { absent, isBusy } from '../../../aws/sagemaker-errors.ts';
import { idAfter, namesOf } from '../../../aws/targets/sagemaker/names.ts';
import { dollarsEach, priceOf } from '../../../core/cost/prices.ts';
import { monthHours } from '../../../core/cost/schedule.ts';
import { ConflictError } from '../../../core/errors.ts';
import type { Found } from '../../../steps/tear-down.ts';
import { allPages } from './all-pages.ts';
import type { Finder, Leftover } from './leftover.ts';

/** The endpoint that serves, and those on which versions were tried, of pull requests too. */
export const endpoints: Finder = async (leftover) => {
  const { endpoint } = leftover.place;
  if (!endpoint) return [];
  const { sageMaker } = leftover.aws;
  const names = await allPages(async (NextToken) => {
    const page = await sageMaker.send(new ListEndpointsCommand({ NameContains: endpoint, NextToken }));
    return { found: page.Endpoints?.map(({ EndpointName = '' }) => EndpointName), next: page.NextToken };
  });
  const ours = names.filter((name) => isOurs(name, endpoint));
  return (await Promise.all(ours.map((name) => lookAt(leftover, name)))).flatMap((found) => found ?? []);
};

/** Another pipeline's endpoint may begin with the same name. */
function isOurs(name: string, endpoint: string): boolean {
  return name === endpoint || [endpoint, `${endpoint}-pr`].some((one) => idAfter(namesOf(one).proof, name));
}

async function lookAt(leftover: Leftover, EndpointName: string): Promise<Found | undefined> {
  const { sageMaker } = leftover.aws;
  const told = await sageMaker.send(new DescribeEndpointCommand({ EndpointName })).catch(absent);
  // One that goes is as good as gone: it costs nothing any more.
  if (!told || told.EndpointStatus === 'Deleting') return undefined;
  const { EndpointConfigName } = told;
  const config = await sageMaker.send(new DescribeEndpointConfigCommand({ EndpointConfigName })).catch(absent);
  const counts = new Map(told.ProductionVariants?.map((one) => [one.VariantName, one.DesiredInstanceCount]));
  const variants = [...(config?.ProductionVariants ?? []), ...(config?.ShadowProductionVariants ?? [])];
  const sized = variants.map((variant) => ({
    variant,
    count: counts.get(variant.VariantName) ?? variant.InitialInstanceCount ?? 1,
  }));
  return {
    kind: 'endpoint',
    name: EndpointName,
    what: sized.map(({ variant, count }) => sizeOf(variant, count)).join(' and ') || 'of an unknown size',
    dollarsPerMonth: config ? sum(sized.map(({ variant, count }) => dollarsOf(variant, count, leftover))) : null,
    isData: false,
    remove: () => remove(leftover, EndpointName),
  };
}

async function remove({ aws }: Leftover, EndpointName: string): Promise<void> {
  await aws.sageMaker.send(new DeleteEndpointCommand({ EndpointName })).catch((thrown) => {
    if (!isBusy(thrown)) return absent(thrown);
    throw new ConflictError('endpoint-busy', `${EndpointName} is being changed; ask again when that has ended`);
  });
}

function sizeOf({ InstanceType }: ProductionVariant, count: number): string {
  return InstanceType ? `${count} x ${InstanceType}` : 'no instances: it costs by request';
}

function dollarsOf({ InstanceType }: ProductionVariant, count: number, { region }: Leftover): number | null {
  if (!InstanceType) return 0;
  const price = priceOf(`instance-${InstanceType}`);
  return price ? count * monthHours * dollarsEach(price, region) : null;
}

function sum(all: Array<number | null>): number | null {
  return all.reduce<number | null>((total, one) => (total === null || one === null ? null : total + one), 0);
}
