import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { layout } from '../core/store-layout.ts';
import { foldersIn } from '../local/folders.ts';
import type { LocalPlace } from '../local/place.ts';
import type { Place } from './place.ts';

/**
 * The local place, of which a command loads only what it uses: judging data does without the interpreter, the steps of a
 * delivery and what serves.
 */
export function lazyLocalPlace(root: string): Place {
  const folders = foldersIn(root);
  let loaded: LocalPlace | undefined;
  const whole = async () => {
    const { LocalPlace } = await import('../local/place.ts');
    loaded ??= new LocalPlace(root);
    return loaded;
  };
  return {
    cost: async (request) => (await import('../local/cost-here.ts')).costHere(request, folders.assembly),
    recover: async () => (existsSync(folders.store) ? (await whole()).recover() : []),
    run: async (request, on) => (await whole()).run(request, on),
    stop: (cause) => loaded?.stop(cause) ?? false,
    runs: async () => (await whole()).runs(),
    show: async (runId) => (await whole()).show(runId),
    releases: async () => (await whole()).releases(),
    records: {
      show: async (version) => (await whole()).records.show(version),
      diff: async (a, b) => (await whole()).records.diff(a, b),
      servedAt: async (time) => (await whole()).records.servedAt(time),
      verify: async (version) => (await whole()).records.verify(version),
      reproduce: async (version) => (await whole()).records.reproduce(version),
    },
    operate: async (request) => (await whole()).operate(request),
    approvals: async () => (await whole()).approvals(),
    answerApproval: async (runId, approve, reason) => (await whole()).answerApproval(runId, approve, reason),
    start: async () => (await whole()).start(),
    redrive: async () => (await whole()).redrive(),
    costOf: async (runId, region) => (await whole()).costOf(runId, region),
    measured: async (runId) => (await whole()).measured(runId),
    doctor: async (template) => (await whole()).doctor(template),
    permissions: async () => (await whole()).permissions(),
    down: async () => (await whole()).down(),
    teardown: async (request) => (await import('../local/teardown.ts')).tearDownHere(folders, request),
    reportPath: (runId) => join(folders.store, layout.report(runId)),
  };
}
