import { isData } from '../../lib/core/arrival/is-data.ts';
import { versionId } from '../../lib/core/arrival/listed.ts';
import { readRequest, readSnapshot } from '../../lib/steps/support/run-records.ts';
import { collect as all } from '../support/collect.ts';
import type { IntakeWorld } from './intake-world.ts';

export const folders = ['incoming/iris/', 'incoming/iris/day/'] as const;

interface Started {
  runId: string;
  snapshot: string;
  requestedMs: number;
  versions: Set<string>;
}

/** Sees all that truly lay in the folders at any time, and holds it against what was started. */
export class Witness {
  readonly #ports: IntakeWorld;
  readonly #states = folders.map((): Array<Set<string>> => []);
  /** When a version first lay there whole. */
  readonly #arrivedMs = new Map<string, number>();

  constructor(ports: IntakeWorld) {
    this.#ports = ports;
  }

  /** After each thing that a producer did. */
  async see(): Promise<void> {
    for (const [index, prefix] of folders.entries()) {
      const versions = await this.#present(prefix);
      this.#states[index]?.push(versions);
      for (const id of versions) {
        if (!this.#arrivedMs.has(id)) this.#arrivedMs.set(id, this.#ports.clock.now().getTime());
      }
    }
  }

  /** At a quiet time: all that is present was started, and once. */
  async expectAllStarted(take: 'folder' | 'new'): Promise<void> {
    const started = await this.#started();
    for (const prefix of folders) {
      const present = await this.#present(prefix);
      const units = take === 'new' ? [...present].map((id) => new Set([id])) : present.size > 0 ? [present] : [];
      for (const unit of units) {
        const holders = started.filter(({ versions }) =>
          take === 'new' ? [...unit].every((id) => versions.has(id)) : same(versions, unit),
        );
        expect({ prefix, present: present.size, holders: holders.map(({ runId }) => runId) }).toEqual({
          prefix,
          present: present.size,
          holders: [expect.any(String)],
        });
      }
    }
  }

  /** At any time: what was started is nothing twice, nothing that never was, and nothing that was not quiet. */
  async expectNothingWrong(take: 'folder' | 'new', quietSeconds: number): Promise<void> {
    const started = await this.#started();
    const snapshots = started.map(({ snapshot }) => snapshot);
    expect(new Set(snapshots).size).toBe(snapshots.length);
    if (take === 'new') {
      const versions = started.flatMap((one) => [...one.versions]);
      expect(new Set(versions).size).toBe(versions.length);
    }
    for (const { versions, requestedMs } of started) {
      const was = this.#states
        .flat()
        .some((state) => (take === 'new' ? within(versions, state) : same(versions, state)));
      expect({ versions, was }).toMatchObject({ was: true });
      const arrivedMs = Math.max(...[...versions].map((id) => this.#arrivedMs.get(id) ?? Number.POSITIVE_INFINITY));
      expect(requestedMs - arrivedMs).toBeGreaterThanOrEqual(quietSeconds * 1000);
    }
  }

  async #present(prefix: string): Promise<Set<string>> {
    const listed = await all(this.#ports.data.list(prefix));
    return new Set(listed.filter((object) => isData(object, prefix)).map(versionId));
  }

  async #started(): Promise<Started[]> {
    const { executions, store } = this.#ports;
    return Promise.all(
      executions.started.map(async (runId) => {
        const { snapshot, requestedAt } = await readRequest(store, runId);
        const { files } = await readSnapshot(store, snapshot);
        return { runId, snapshot, requestedMs: Date.parse(requestedAt), versions: new Set(files.map(versionId)) };
      }),
    );
  }
}

function same(a: Set<string>, b: Set<string>): boolean {
  return a.size === b.size && within(a, b);
}

function within(some: Set<string>, more: Set<string>): boolean {
  return [...some].every((id) => more.has(id));
}
