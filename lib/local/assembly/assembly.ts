import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { environment } from '../../core/environment.ts';
import { InternalError } from '../../core/errors.ts';
import { type ProjectName, projectNames, type StepName, stepNames } from '../../core/step-io.ts';
import { Resolver, type Resource } from './resolve.ts';

export const machineKinds = ['delivery', 'rollout', 'watch', 'pull_request'] as const;
export type MachineKind = (typeof machineKinds)[number];

export interface Machine {
  kind: MachineKind;
  name: string;
  arn: string;
  /** The definition as it would be deployed, with local names and ARNs. */
  definition: unknown;
}

/** What a synthesized template says that is needed to run it: machines, and what their tasks call. */
export interface Assembly {
  machines: Record<MachineKind, Machine>;
  /** Step by function ARN. */
  steps: Map<string, StepName>;
  /** Project by its name. */
  projects: Map<string, ProjectName>;
}

const templateSchema = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: z.record(z.string(), z.unknown()).optional(),
      Metadata: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});

/** Reads a synthesized template. InternalError `template-invalid` where a machine is missing. */
export function readAssembly(file: string): Assembly {
  const { Resources } = templateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const resolver = new Resolver(Resources);
  const found = Object.entries(Resources).flatMap(([id, resource]) => machineOf(id, resource, resolver));
  const machine = (kind: MachineKind): Machine => {
    const one = found.find((candidate) => candidate.kind === kind);
    if (one) return one;
    throw new InternalError('template-invalid', `${file} has no ${kind} state machine`);
  };
  return {
    machines: {
      delivery: machine('delivery'),
      rollout: machine('rollout'),
      watch: machine('watch'),
      pull_request: machine('pull_request'),
    },
    steps: new Map(named(Resources, stepNames, stepOf).map(([id, name]) => [resolver.arnOf(id), name])),
    projects: new Map(named(Resources, projectNames, projectOf).map(([id, name]) => [resolver.nameOf(id), name])),
  };
}

function machineOf(id: string, { Type, Properties, Metadata }: Resource, resolver: Resolver): Machine[] {
  if (Type !== 'AWS::StepFunctions::StateMachine') return [];
  const mark = z.object({ machine: z.enum(machineKinds) }).safeParse(Metadata?.signalbox);
  if (!mark.success) return [];
  const definition: unknown = JSON.parse(resolver.text(Properties?.DefinitionString));
  return [{ kind: mark.data.machine, name: resolver.nameOf(id), arn: resolver.arnOf(id), definition }];
}

/** Resources that carry one of the known names in their environment. */
function named<T extends string>(
  resources: Record<string, Resource>,
  known: readonly T[],
  nameIn: (resource: Resource) => unknown,
): Array<[string, T]> {
  return Object.entries(resources).flatMap(([id, resource]) => {
    const name = nameIn(resource);
    return known.filter((one) => one === name).map((one): [string, T] => [id, one]);
  });
}

function stepOf({ Type, Properties }: Resource): unknown {
  if (Type !== 'AWS::Lambda::Function') return undefined;
  return (Properties?.Environment as { Variables?: Record<string, unknown> } | undefined)?.Variables?.[
    environment.step
  ];
}

function projectOf({ Type, Properties }: Resource): unknown {
  if (Type !== 'AWS::CodeBuild::Project') return undefined;
  const variables = (
    Properties?.Environment as { EnvironmentVariables?: Array<{ Name: string; Value: unknown }> } | undefined
  )?.EnvironmentVariables;
  return variables?.find((variable) => variable.Name === 'SIGNALBOX_PROJECT')?.Value;
}
