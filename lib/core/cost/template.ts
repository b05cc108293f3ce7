import * as z from 'zod';
import { environment } from '../environment.ts';
import { type FunctionName, functionNames, type ProjectName, projectNames } from '../step-io.ts';
import type { PriceName } from './prices.ts';
import { readTemplate, type TemplateResource } from './read-template.ts';
import { idleCost } from './resource-types.ts';
import { runsPerMonthOf } from './schedule.ts';
import { type ServedFacts, servedFacts } from './served-facts.ts';
import { type TrainingFacts, trainingFacts } from './training-facts.ts';

export interface FunctionFacts {
  memoryMiB: number;
  diskMiB: number;
  architecture: 'x86_64' | 'arm64';
}

/** What a synthesized template tells of its cost. */
export interface TemplateFacts {
  functions: Partial<Record<FunctionName, FunctionFacts>>;
  /** CodeBuild's words for the sizes of the containers. */
  builds: Partial<Record<ProjectName, string>>;
  training: TrainingFacts;
  served: ServedFacts;
  /** What is paid by the month, however little happens. */
  monthly: Array<{ price: PriceName; count: number }>;
  /** Functions that a clock calls, and how often a month. */
  clocks: Array<{ step: FunctionName; calls: number }>;
  /** Queues that Lambda polls, full or empty. */
  polledQueues: number;
  /** Logical ids of what is paid by the hour. */
  hourly: string[];
  /** Types of which it is not known how they are paid. */
  unknown: string[];
}

/** @throws InputError `template-invalid` where it is no template of ours */
export function templateFacts(text: string, file: string): TemplateFacts {
  const resources = readTemplate(text, file);
  const all = Object.entries(resources);
  const ofType = (type: string) => all.filter(([, { Type }]) => Type === type);
  const steps = new Map(ofType('AWS::Lambda::Function').flatMap(([id, one]) => stepOf(id, one)));
  const builds: TemplateFacts['builds'] = Object.fromEntries(
    ofType('AWS::CodeBuild::Project').flatMap(([, one]) => buildOf(one)),
  );
  const paid = all.map(([id, { Type, Properties }]) => ({ id, Type, Properties, idle: idleCost(Type, Properties) }));
  return {
    functions: Object.fromEntries([...steps].map(([id, step]) => [step, functionFacts(resources[id])])),
    builds,
    training: trainingFacts(resources, builds.train, file),
    served: servedFacts(ofType('AWS::Lambda::Function').map(([, one]) => variablesOf(one))),
    monthly: monthlyOf(
      paid.flatMap(({ idle, Properties }) =>
        typeof idle === 'object' ? Array(metricsOf(Properties)).fill(idle.monthly) : [],
      ),
    ),
    clocks: ofType('AWS::Events::Rule').flatMap(([, one]) => clocksOf(one, steps)),
    polledQueues: ofType('AWS::Lambda::EventSourceMapping').length,
    hourly: paid.flatMap(({ id, idle }) => (idle === 'hourly' ? [id] : [])),
    unknown: [...new Set(paid.flatMap(({ Type, idle }) => (idle === undefined ? [Type] : [])))],
  };
}

function variablesOf({ Properties }: TemplateResource): Record<string, unknown> {
  const { Variables } = (Properties.Environment ?? {}) as { Variables?: Record<string, unknown> };
  return Variables ?? {};
}

function stepOf(id: string, resource: TemplateResource): Array<[string, FunctionName]> {
  const name = variablesOf(resource)[environment.step];
  return functionNames.filter((one) => one === name).map((one) => [id, one]);
}

function functionFacts(resource: TemplateResource | undefined): FunctionFacts {
  const { MemorySize, EphemeralStorage, Architectures } = z
    .object({
      MemorySize: z.number().default(128),
      EphemeralStorage: z.object({ Size: z.number() }).default({ Size: 512 }),
      Architectures: z.array(z.enum(['x86_64', 'arm64'])).default(['x86_64']),
    })
    .parse(resource?.Properties);
  return { memoryMiB: MemorySize, diskMiB: EphemeralStorage.Size, architecture: Architectures[0] ?? 'x86_64' };
}

function buildOf({ Properties }: TemplateResource): Array<[ProjectName, string]> {
  const { ComputeType = '', EnvironmentVariables = [] } = (Properties.Environment ?? {}) as {
    ComputeType?: string;
    EnvironmentVariables?: Array<{ Name: string; Value: unknown }>;
  };
  const name = EnvironmentVariables.find(({ Name }) => Name === 'SIGNALBOX_PROJECT')?.Value;
  return projectNames.filter((one) => one === name).map((one) => [one, ComputeType]);
}

/** An alarm is paid for each metric that it looks at; everything else is one. */
function metricsOf({ Metrics }: Record<string, unknown>): number {
  const looked = Array.isArray(Metrics) ? Metrics.filter((one) => one?.MetricStat !== undefined) : [];
  return Math.max(1, looked.length);
}

function monthlyOf(names: PriceName[]): TemplateFacts['monthly'] {
  return [...Map.groupBy(names, (name) => name)].map(([price, all]) => ({ price, count: all.length }));
}

function clocksOf({ Properties }: TemplateResource, steps: Map<string, FunctionName>): TemplateFacts['clocks'] {
  const { ScheduleExpression, Targets = [] } = Properties as {
    ScheduleExpression?: string;
    Targets?: Array<{ Arn?: { 'Fn::GetAtt'?: [string, string] } }>;
  };
  if (ScheduleExpression === undefined) return [];
  const calls = runsPerMonthOf(ScheduleExpression);
  return Targets.flatMap(({ Arn }) => {
    const step = steps.get(Arn?.['Fn::GetAtt']?.[0] ?? '');
    return step === undefined ? [] : [{ step, calls }];
  });
}
