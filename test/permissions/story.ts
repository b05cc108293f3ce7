import { unzipSync } from 'fflate';
import { drops, type Source } from '../scenarios/workloads.ts';
import { DeployedPipeline } from './deployed/pipeline.ts';
import type { Deployed } from './deployed/template.ts';

/** Messages as SQS hands them to a function. */
const batch = (messages: object[]) => ({
  Records: messages.map((message, index) => ({ eventSource: 'aws:sqs', messageId: `m${index}`, ...message })),
});

interface Published {
  MessageAttributes: Record<string, { StringValue: string }>;
}

/** What happens to a deployed pipeline: events come in through its handlers, and runs go to their end. */
export class Story {
  readonly it: DeployedPipeline;
  /** How runs ended, in order. */
  readonly outcomes: string[] = [];
  #told = 0;
  #drops = 0;

  static async open(deployed: Deployed): Promise<Story> {
    return new Story(await DeployedPipeline.open(deployed));
  }

  private constructor(it: DeployedPipeline) {
    this.it = it;
  }

  /** Events reach the intake, and so does whatever it then sends to itself. */
  async take(...events: unknown[]): Promise<void> {
    const { queued } = this.it.outside;
    queued.push(...events);
    for (let rounds = 0; queued.length > 0 && rounds < 5; rounds += 1) {
      const bodies = queued.splice(0).map((event) => ({ body: JSON.stringify(event) }));
      await this.it.handler('intake', batch(bodies), () => import('../../lambda/intake.ts'));
      this.it.place.origin.clock.advance(3_600);
    }
  }

  /** A file is dropped, and rests. */
  async drop(text: string): Promise<void> {
    const key = `${await this.put(text)}iris.csv`;
    const { SIGNALBOX_DATA } = this.it.deployed.environmentOf(this.it.deployed.functionOf('intake'));
    const detail = { bucket: { name: SIGNALBOX_DATA }, object: { key } };
    const created = { source: 'aws.s3', 'detail-type': 'Object Created', detail };
    await this.take(created);
  }

  /** A file that nobody told of; its folder. */
  async put(text: string): Promise<string> {
    this.#drops += 1;
    const prefix = `incoming/iris/${this.#drops}/`;
    await this.it.place.origin.data.put(`${prefix}iris.csv`, text);
    return prefix;
  }

  /** Good data that was never seen, since no two have as many empty lines. */
  another(): string {
    this.#drops += 1;
    return `${drops.more}${'\n'.repeat(this.#drops)}`;
  }

  /** EventBridge tells of a push. */
  async push(commitId: string): Promise<void> {
    const detail = {
      event: 'referenceUpdated',
      repositoryName: 'iris',
      referenceType: 'branch',
      referenceName: 'release',
      commitId,
      callerUserArn: 'arn:aws:iam::000000000000:user/ada',
    };
    await this.take({ source: 'aws.codecommit', 'detail-type': 'CodeCommit Repository State Change', detail });
  }

  /** Runs all that waits to its end. */
  async run(): Promise<void> {
    const before = new Set(await this.#ended());
    await this.it.place.drain();
    for (const key of await this.#ended()) {
      if (before.has(key)) continue;
      const { bytes } = (await this.it.place.origin.store.get(key)) ?? {};
      this.outcomes.push(JSON.parse(new TextDecoder().decode(bytes)).outcome);
    }
  }

  /** What was announced since the last time reaches the reporter. */
  async report(): Promise<void> {
    const announced = this.it.calls
      .filter(({ service, operation }) => service === 'sns' && operation === 'Publish')
      .slice(this.#told);
    this.#told += announced.length;
    const messages = announced.map(({ input }) => ({
      messageAttributes: Object.fromEntries(
        Object.entries((input as Published).MessageAttributes).map(([name, { StringValue }]) => [
          name,
          { stringValue: StringValue },
        ]),
      ),
    }));
    await this.it.handler('report', batch(messages), () => import('../../lambda/report.ts'));
  }

  operate(operation: string, more: object = {}): Promise<unknown> {
    return this.it.handler('operate', { operation, by: 'ada', ...more }, () => import('../../lambda/operate.ts'));
  }

  recover(event: object = {}): Promise<unknown> {
    return this.it.handler('recover', event, () => import('../../lambda/recover.ts'));
  }

  /** Does this once, as soon as two versions share the traffic. */
  inBake(act: () => Promise<unknown>): void {
    const { timer } = this.it.place;
    timer.atWait = async () => {
      if (!this.it.outside.isSplit) return;
      timer.atWait = () => {};
      await act();
    };
  }

  async #ended(): Promise<string[]> {
    const keys: string[] = [];
    for await (const { key } of this.it.place.origin.store.list('runs/'))
      if (key.endsWith('/outcome.json')) keys.push(key);
    return keys;
  }
}

/** Files of a packed workload, as a repository has them. */
export function filesOf({ zip }: Source): Record<string, { content: Uint8Array; mode: 'NORMAL' }> {
  return Object.fromEntries(
    Object.entries(unzipSync(zip)).map(([path, content]) => [path, { content, mode: 'NORMAL' as const }]),
  );
}
