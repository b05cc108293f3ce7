import fc from 'fast-check';
import type { IntakePorts } from '../../lib/ports.ts';
import { collect } from '../../lib/steps/collect.ts';
import { sweep } from '../../lib/steps/sweep.ts';
import { type Crash, Killed, mortal } from '../support/mortal-ports.ts';
import { type Happening, histories, type Producing } from './arrival-history.ts';
import { folders, Witness } from './arrival-witness.ts';
import { type IntakeWorld, intakeWorld, putSource } from './intake-world.ts';

const quietSeconds = 60;

class History {
  readonly #ports: IntakeWorld;
  readonly #scheduler: fc.Scheduler;
  readonly #take: 'folder' | 'new';
  readonly #witness: Witness;
  #source = 0;

  constructor(ports: IntakeWorld, sources: string[], scheduler: fc.Scheduler, take: 'folder' | 'new') {
    this.#ports = ports;
    ports.deployed = async () => ({ digest: sources[this.#source] ?? '', commit: null });
    this.#scheduler = scheduler;
    this.#take = take;
    this.#witness = new Witness(ports);
  }

  async play(happenings: Happening[]): Promise<void> {
    for (const happening of [...happenings, { kind: 'settle' as const }]) await this.#happen(happening);
    await this.#witness.expectNothingWrong(this.#take, quietSeconds);
  }

  async #happen(happening: Happening): Promise<void> {
    switch (happening.kind) {
      case 'receive':
        return this.#receive(happening);
      case 'sweep':
        return this.#process(happening.crash, (ports) => sweep(ports)).then(() => {});
      case 'lose':
        return this.#ports.queue.messages.clear();
      case 'deploy':
        this.#source = happening.source;
        return;
      case 'settle':
        return this.#settle();
      default:
        return this.#produce(happening);
    }
  }

  async #produce(producing: Producing): Promise<void> {
    const { data, queue } = this.#ports;
    const key = `${folders[producing.folder]}${producing.name}`;
    if (producing.kind === 'upload') {
      data.upload(key, producing.text, producing.beganSeconds);
      for (const seconds of producing.eventSeconds) await queue.send({ prefix: folders[producing.folder] }, seconds);
    } else data[producing.kind](key);
    await this.#witness.see();
  }

  async #receive({ afterSeconds, by, meanwhile }: Extract<Happening, { kind: 'receive' }>): Promise<void> {
    this.#ports.clock.advance(afterSeconds);
    const visible = this.#ports.queue.visible();
    const visits = by.map(async ({ pick, again, crash }) => {
      const message = visible[pick];
      const prefix = message ? (message.body as { prefix: string }).prefix : (folders[pick % 2] ?? '');
      const ended = await this.#process(crash, (ports) => collect(prefix, ports));
      if (message && ended && !again) this.#ports.queue.done(message);
    });
    const producers = meanwhile.map(async (producing) => {
      await this.#scheduler.schedule(Promise.resolve(), 'producer');
      await this.#produce(producing);
    });
    await this.#scheduler.waitFor(Promise.all([...visits, ...producers]));
  }

  /** False when the process was killed. */
  async #process(crash: Crash | null, work: (ports: IntakePorts) => Promise<unknown>): Promise<boolean> {
    try {
      await this.#scheduler.waitFor(work(mortal(this.#ports, this.#scheduler, crash)));
      return true;
    } catch (error) {
      if (error instanceof Killed) return false;
      throw error;
    }
  }

  async #settle(): Promise<void> {
    for (let round = 0; round < 6; round += 1) {
      this.#ports.clock.advance(quietSeconds + 15);
      await sweep(this.#ports);
      for (const message of this.#ports.queue.visible()) {
        await collect((message.body as { prefix: string }).prefix, this.#ports);
        this.#ports.queue.done(message);
      }
    }
    await this.#witness.expectAllStarted(this.#take);
  }
}

const places = [
  ['folder', 'numbered'],
  ['folder', 'content'],
  ['new', 'numbered'],
  ['new', 'content'],
] as const;

test.each(places)(
  'take: %s (versions by %s): at every quiet time what is present is in one snapshot that was started, and nothing is twice or lost',
  async (take, versions) => {
    await fc.assert(
      fc.asyncProperty(histories, fc.scheduler(), async (happenings, scheduler) => {
        const rules = { take, complete: { kind: 'quiet' as const, seconds: quietSeconds } };
        const ports = await intakeWorld(rules, versions);
        const sources = [await putSource(ports.store, rules), await putSource(ports.store, { ...rules, minBytes: 1 })];
        await new History(ports, sources, scheduler, take).play(happenings);
      }),
      { numRuns: 100 },
    );
  },
  60_000,
);
