import { generateKeyPairSync, sign } from 'node:crypto';
import type { GetMetricDataInput, MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { AwsWorld } from '../../fakes/aws/world.ts';
import { FakeRepository } from '../../fakes/codecommit-repository.ts';
import { behaviours } from '../../fakes/scorer.ts';
import type { ScenarioPlace } from '../../scenarios/place.ts';
import { webhookSecret } from '../../support/lambda/github-delivery.ts';
import type { MemoryStore } from '../../support/memory-store.ts';
import { answerS3 } from './objects.ts';
import type { SdkCall } from './recorder.ts';

/** What is outside of a deployed pipeline, in memory: services that keep what they are told, and models that answer well. */
export class Outside {
  readonly repository = new FakeRepository();
  /** Text of every secret. */
  secret = JSON.stringify({ token: 'github_pat_11AAAAAAA0verySecretIndeed', current: webhookSecret });
  /** Messages on the intake queue. */
  readonly queued: unknown[] = [];
  /** Share of the answers of a new version that are 5xx. */
  errorRate = 0;
  /** Asked before everybody else, by `service:operation`; what answers nothing leaves it to the others. */
  // biome-ignore lint/suspicious/noExplicitAny: every operation has another input.
  first: Record<string, (input: any) => unknown> = {};
  readonly #place: ScenarioPlace;
  readonly #world: AwsWorld;
  readonly #buckets: Record<string, MemoryStore>;
  readonly #key = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  constructor(place: ScenarioPlace, world: AwsWorld, buckets: Record<string, MemoryStore>) {
    this.#place = place;
    this.#world = world;
    this.#buckets = buckets;
    world.lambda.invoke = ({ body }) => ({ statusCode: 200, body: JSON.stringify(predicted(body)) });
    world.runtime.answer = ({ body }) => ({ body: JSON.stringify(predicted(body)) });
  }

  async answer(call: SdkCall): Promise<unknown> {
    this.#tick();
    const answered = await this.first[`${call.service}:${call.operation}`]?.(call.input);
    if (answered !== undefined) return answered;
    const command = { constructor: { name: `${call.operation}Command` }, input: call.input };
    switch (call.service) {
      case 's3':
        return answerS3(this.#buckets, call);
      case 'lambda':
        return this.#world.lambda.send(command);
      case 'sagemaker':
        return this.#world.sagemaker.send(command);
      case 'sagemaker-runtime':
        return this.#world.runtime.send(command);
      case 'application-autoscaling':
        return this.#world.autoscaling.send(command);
      case 'cloudwatch':
        return call.operation === 'GetMetricData' ? this.#metrics(call.input) : this.#world.cloudwatch.send(command);
      case 'codecommit':
        return decoded(this.repository.answer(call.operation, call.input));
      default:
        return this.#other(call);
    }
  }

  /** Services are a second older at each call, and never behind the pipeline. */
  #tick(): void {
    const behind = (this.#place.origin.clock.now().getTime() - this.#world.clock.nowMs) / 1_000;
    this.#world.clock.advance(Math.max(1, behind));
  }

  async #other({ service, operation, input }: SdkCall): Promise<unknown> {
    const { executions } = this.#place;
    switch (`${service}:${operation}`) {
      case 'states:StartExecution':
        await executions.start(JSON.parse(input.input).machine ?? (await this.#requestOf(input)));
        return { executionArn: input.name };
      case 'states:DescribeExecution': {
        const status = await executions.describe(input.executionArn.replace(':eu-west-1:', ':local:'));
        if (status === 'UNKNOWN') throw named('ExecutionDoesNotExist');
        return { status };
      }
      case 'states:GetExecutionHistory':
        return { events: historyOf(input.executionArn) };
      case 'states:SendTaskSuccess':
        await executions.answer(input.taskToken, { goOn: true, reason: '' });
        return {};
      case 'states:SendTaskFailure':
        await executions.answer(input.taskToken, { goOn: false, reason: input.cause });
        return {};
      case 'sns:Publish':
        return { MessageId: 'm' };
      case 'sqs:SendMessage':
        this.queued.push(JSON.parse(input.MessageBody));
        return { MessageId: 'm' };
      case 'secretsmanager:GetSecretValue':
        return { SecretString: this.secret };
      case 'kms:Sign':
        return { Signature: sign(null, input.Message, this.#key.privateKey) };
      case 'ecr:BatchGetImage':
        return { images: [{ imageManifest: '{}', imageManifestMediaType: 'application/json' }] };
      case 'ecr:PutImage':
        return {};
      default:
        throw new Error(`nobody answers ${service}:${operation} here`);
    }
  }

  async #requestOf({ name }: { name: string }) {
    const found = await this.#place.origin.store.get(`runs/${name}/request.json`);
    return JSON.parse(new TextDecoder().decode(found?.bytes));
  }

  /** A thousand requests a second for everybody, in every period. */
  #metrics({ MetricDataQueries = [], StartTime, EndTime }: GetMetricDataInput): unknown {
    const results = MetricDataQueries.map(({ Id, MetricStat }: MetricDataQuery) => {
      const periodMs = (MetricStat?.Period ?? 60) * 1_000;
      const times: Date[] = [];
      for (let at = Number(StartTime); at < Number(EndTime); at += periodMs) times.push(new Date(at));
      const value = this.#valueOf(MetricStat, periodMs);
      return { Id, StatusCode: 'Complete', Timestamps: times, Values: times.map(() => value) };
    });
    return { MetricDataResults: results };
  }

  #valueOf(stat: MetricDataQuery['MetricStat'], periodMs: number): number {
    const name = `${stat?.Metric?.MetricName} ${stat?.Stat}`;
    if (/^(Latency|Duration|ModelLatency|OverheadLatency)/.test(name)) return 20;
    const told = Object.fromEntries((stat?.Metric?.Dimensions ?? []).map(({ Name, Value }) => [Name, Value]));
    const { share, isNew } = trafficOf(told, this.#arms());
    const requests = Math.round(periodMs * share);
    if (/Errors Sum|5XX|Invalid/i.test(name)) return isNew ? Math.round(requests * this.errorRate) : 0;
    return requests;
  }

  /** Whether two versions share the traffic now. */
  get isSplit(): boolean {
    return this.#arms().length > 1;
  }

  /** Versions that share the traffic. */
  #arms(): Arm[] {
    const { lambda, sagemaker } = this.#world;
    const onAliases = Object.values(lambda.state.functions).flatMap(({ versions, aliases }): Arm[] => {
      const { FunctionVersion = '', RoutingConfig } = aliases.production ?? {};
      const servable = (number: string) => versions.find(({ Version }) => Version === number)?.Description ?? '';
      return Object.entries(RoutingConfig?.AdditionalVersionWeights ?? {}).flatMap(([other, weight]) => [
        { names: [other, servable(other)], share: weight },
        { names: [FunctionVersion, servable(FunctionVersion)], share: 1 - weight },
      ]);
    });
    const released = Object.keys(sagemaker.state.endpoints).filter((name) => !/-(proof|pr)\b/.test(name));
    const onEndpoints = released.flatMap((name) =>
      sagemaker.arms(name).map(({ config, variant, share }): Arm => ({ names: [config, variant], share })),
    );
    return [...onAliases, ...onEndpoints].filter(({ share }) => share > 0);
  }
}

interface Arm {
  /** What CloudWatch may tell it from others by. */
  names: string[];
  share: number;
}

/** Guardrails have the same variant twice, which only its configuration tells apart. */
function trafficOf(told: Record<string, string | undefined>, arms: Arm[]): { share: number; isNew: boolean } {
  const by = told.EndpointConfigName === undefined ? Object.values(told) : [told.EndpointConfigName];
  const arm = arms.find(({ names }) => names.some((name) => by.includes(name)));
  if (arms.length < 2) return { share: 1, isNew: false };
  const share = arm?.share ?? Math.max(...arms.map((one) => one.share));
  return { share, isNew: share < 0.5 };
}

/** Delivery had a rollout, whose own history is asked for then. */
function historyOf(executionArn: string): object[] {
  if (!executionArn.includes('-delivery:')) return [];
  const output = JSON.stringify({ ExecutionArn: `${executionArn.replace('-delivery:', '-rollout:')}-rollout` });
  return [
    { id: 1, type: 'TaskStateEntered', timestamp: new Date(0), stateEnteredEventDetails: { name: 'Rollout' } },
    { id: 2, type: 'TaskSubmitted', taskSubmittedEventDetails: { resourceType: 'states', output } },
  ];
}

/** On the wire bytes are base64, which the SDK takes off. */
function decoded(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null) return {};
  const blob = 'content' in answer && typeof answer.content === 'string' && !('commentId' in answer);
  return blob ? { ...answer, content: Buffer.from(String(answer.content), 'base64') } : answer;
}

/** What a model server says; to a look whether it is there, that it is. */
function predicted(body: unknown): unknown {
  const instances = typeof body === 'string' && body.includes('instances') ? JSON.parse(body).instances : undefined;
  return instances === undefined ? { ok: true } : behaviours.good(instances).body;
}

function named(name: string): Error {
  return Object.assign(new Error(name), { name });
}
