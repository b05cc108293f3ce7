import * as z from 'zod';
import { InputError } from '../errors.ts';
import type { TemplateResource } from './read-template.ts';

/** What trains: a build container, or instances of SageMaker, by their names in the price table. */
export interface TrainingFacts {
  kind: 'build' | 'instances';
  /** `BUILD_GENERAL1_MEDIUM` or `ml.m5.xlarge`. */
  size: string;
  count: number;
  /** Spot capacity costs less, by how much is known when it runs. */
  spot: boolean;
}

const trainSchema = z.object({
  States: z.object({
    Train: z.object({
      Parameters: z
        .object({
          ResourceConfig: z.object({ InstanceType: z.string(), InstanceCount: z.number() }).optional(),
          EnableManagedSpotTraining: z.boolean().default(false),
        })
        .loose(),
    }),
  }),
});

/** Read off the definition of Delivery; `buildSize` is that of the project that it starts where it starts one. */
export function trainingFacts(
  resources: Record<string, TemplateResource>,
  buildSize: string | undefined,
  file: string,
): TrainingFacts {
  const delivery = Object.values(resources).find(
    ({ Metadata }) => (Metadata?.signalbox as { machine?: string } | undefined)?.machine === 'delivery',
  );
  if (!delivery)
    throw new InputError('template-invalid', `${file} has no delivery machine of Signalbox: name the stack's template`);
  const definition = trainSchema.parse(JSON.parse(withoutReferences(delivery.Properties.DefinitionString)));
  const { ResourceConfig, EnableManagedSpotTraining } = definition.States.Train.Parameters;
  if (ResourceConfig)
    return {
      kind: 'instances',
      size: ResourceConfig.InstanceType,
      count: ResourceConfig.InstanceCount,
      spot: EnableManagedSpotTraining,
    };
  return { kind: 'build', size: buildSize ?? 'unknown', count: 1, spot: false };
}

/** A text with a word for each reference, which all lie within strings of it. */
function withoutReferences(value: unknown): string {
  if (typeof value === 'string') return value;
  const [, parts] = ((value ?? {}) as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join'] ?? ['', []];
  return parts.map((part) => (typeof part === 'string' ? part : 'reference')).join('');
}
