import { UpdateAliasCommand } from '@aws-sdk/client-lambda';
import { CreateEndpointConfigCommand, UpdateEndpointCommand } from '@aws-sdk/client-sagemaker';
import { noRoute } from '../../../lib/core/rollout/traffic.ts';
import { variant } from '../../fakes/aws/endpoint.ts';
import type { AwsWorld } from '../../fakes/aws/world.ts';
import { servedEndpoint } from '../../support/served-endpoint.ts';
import { type Outlook, theirs } from './serving.ts';

export const FunctionName = 'iris';
export const Name = 'production';
const { endpointName: EndpointName } = servedEndpoint;
const modelPrefix = `${EndpointName}-m-`;

const versionsOf = ({ lambda }: AwsWorld) => lambda.state.functions[FunctionName]?.versions ?? [];

export const ofAlias: Outlook = {
  deploys: false,
  live(world) {
    const alias = world.lambda.look(FunctionName, Name);
    const idOf = (version?: string) =>
      versionsOf(world).find(({ Version }) => Version === version)?.Description ?? `a version that is gone: ${version}`;
    const [other] = Object.entries(alias?.RoutingConfig?.AdditionalVersionWeights ?? {});
    const stable = idOf(alias?.FunctionVersion);
    if (!other) return { ...noRoute, stable };
    return { stable, candidate: idOf(other[0]), candidatePercent: Math.round(other[1] * 100) };
  },
  ready: (world) => versionsOf(world).map(({ Description = '' }) => Description),
  meddle(world) {
    const numberOf = (id: string | null) =>
      versionsOf(world).find(({ Description }) => Description === id)?.Version ?? '';
    const AdditionalVersionWeights = { [numberOf(theirs.candidate)]: theirs.candidatePercent / 100 };
    const FunctionVersion = numberOf(theirs.stable);
    world.lambda.apply(
      new UpdateAliasCommand({ FunctionName, Name, FunctionVersion, RoutingConfig: { AdditionalVersionWeights } }),
    );
  },
  wrong: () => null,
};

export const ofEndpoint: Outlook = {
  deploys: true,
  live({ sagemaker }) {
    const shares = new Map<string, number>();
    for (const { model, share, shadow } of sagemaker.arms(EndpointName)) {
      const id = model.replace(modelPrefix, '');
      if (!shadow && share > 0) shares.set(id, (shares.get(id) ?? 0) + share);
    }
    const [most, next] = [...shares].sort(([, a], [, b]) => b - a);
    const status = sagemaker.look(EndpointName)?.EndpointStatus;
    const pending = status === 'InService' ? {} : { pending: String(status) };
    const stable = most?.[0] ?? null;
    if (!next) return { ...noRoute, stable, ...pending };
    return { stable, candidate: next[0], candidatePercent: Math.round(next[1] * 100), ...pending };
  },
  ready: ({ sagemaker }) => Object.keys(sagemaker.state.models).map((name) => name.replace(modelPrefix, '')),
  meddle({ sagemaker }) {
    const EndpointConfigName = 'somebody-elses';
    const { stable, candidate, candidatePercent } = theirs;
    const ProductionVariants = [
      variant('a', `${modelPrefix}${stable}`, { InitialVariantWeight: 100 - candidatePercent }),
      variant('b', `${modelPrefix}${candidate}`, { InitialVariantWeight: candidatePercent }),
    ];
    sagemaker.apply(new CreateEndpointConfigCommand({ EndpointConfigName, ProductionVariants }));
    sagemaker.apply(new UpdateEndpointCommand({ EndpointName, EndpointConfigName }));
  },
  wrong({ sagemaker }) {
    const broken = sagemaker.brokenByDeletion(EndpointName);
    if (broken.length > 0) return `${broken.join(', ')} were deleted, and the endpoint needs them`;
    const [inUse] = sagemaker.state.deletedInUse.filter(({ endpoint }) => endpoint === EndpointName);
    return inUse ? `${inUse.kind} ${inUse.name} was deleted in use at ${inUse.at}` : null;
  },
};
