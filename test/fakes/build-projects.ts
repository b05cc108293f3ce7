import { basename } from 'node:path';
import type { ProjectName } from '../../lib/core/step-io.ts';
import { layout } from '../../lib/core/store-layout.ts';
import { buildFailure, buildSucceeded } from '../../lib/local/tasks/build-failure.ts';
import type { ObjectStore } from '../../lib/ports.ts';

type Way =
  | 'passes'
  /** The workload's command said no. */
  | 'fails'
  /** The policy's time limit ends the command. */
  | 'overruns'
  /** Goes on until it is aborted. */
  | 'hangs'
  /** Ends well and leaves nothing behind. */
  | 'writes nothing';

/** The build projects, without a build: what each leaves in the store when it passes, or how it fails. */
export class FakeProjects {
  readonly ways: Record<ProjectName, Way> = { checks: 'passes', image: 'passes', train: 'passes' };
  /** Projects that ran, in order. */
  readonly ran: ProjectName[] = [];
  /** Runs while a project does: a test may act in the middle of a run. */
  during: (name: ProjectName, runId: string) => void | Promise<void> = () => {};
  readonly #store: ObjectStore;

  constructor(store: ObjectStore) {
    this.#store = store;
  }

  async run(name: ProjectName, variables: Record<string, string>, signal: AbortSignal): Promise<unknown> {
    const { SIGNALBOX_RUN_ID: runId = '', SIGNALBOX_SOURCE_KEY: sourceKey = '' } = variables;
    this.ran.push(name);
    await this.during(name, runId);
    const way = this.ways[name];
    if (way === 'hangs')
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    if (way === 'fails') throw buildFailure('FAILED', `the command of ${name} exited with 1`);
    if (way === 'overruns') throw buildFailure('FAILED', `the command of ${name} was stopped at its time limit`);
    if (way === 'passes') await this.#leave(name, runId, basename(sourceKey, '.zip'));
    return buildSucceeded;
  }

  async #leave(name: ProjectName, runId: string, digest: string): Promise<void> {
    if (name === 'image') {
      await this.#store.put(layout.image(runId), JSON.stringify({ kind: 'bundle', digest, uri: null }));
    }
    if (name === 'train') await this.#store.put(layout.trainedModel(runId), `a model of run ${runId}`);
  }
}
