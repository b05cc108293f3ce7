import { layout } from '../../lib/core/store-layout.ts';
import type { ReportPorts } from '../../lib/steps/report.ts';
import { MemoryStore } from '../support/memory-store.ts';

const told: string[] = [];
const ports: ReportPorts = {
  store: new MemoryStore(),
  pipeline: 'iris',
  reports: {
    check: async ({ commit }) => void told.push(commit),
    comment: async () => {},
    deployment: async () => {},
    release: async () => {},
  },
};
jest.mock('../../lib/aws/report-ports.ts', () => ({ reportPortsFromEnvironment: () => () => ports }));

const identity = (index: number) => String(index).repeat(64);
const batch = (...identities: string[]) => ({
  Records: identities.map((stringValue, index) => ({
    messageId: `m${index}`,
    messageAttributes: { change: { stringValue } },
  })),
});

async function handler(event: unknown, leftMs: () => number = () => 60_000) {
  const { handler: real } = await import('../../lambda/report.ts');
  return real(event, { getRemainingTimeInMillis: leftMs });
}

beforeEach(async () => {
  process.env = { ...process.env, POWERTOOLS_DEV: 'true' };
  for (const method of ['info', 'error'] as const) jest.spyOn(console, method).mockImplementation(() => {});
  told.length = 0;
  for (const index of [1, 2]) {
    const change = {
      kind: 'push',
      host: 'github',
      repository: 'octo/iris',
      branch: 'main',
      commit: String(index).repeat(40),
      pullRequest: null,
      title: '',
      author: '',
      again: null,
    };
    const note = { status: 'refused', change, sentence: 's', source: null, snapshot: null, runId: null, takenAt: 't' };
    await ports.store.put(layout.change('iris', identity(index)), JSON.stringify(note));
  }
});
afterEach(() => jest.restoreAllMocks());

test('what cannot be told comes again alone, and nothing is told twice', async () => {
  const answered = await handler(batch(identity(1), identity(9), identity(1), identity(2)));
  expect(answered).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
  expect(told).toEqual(['1'.repeat(40), '2'.repeat(40)]);
});

test('when time runs out the rest comes again, before the function is cut off', async () => {
  const left = [60_000, 24_000];
  expect(await handler(batch(identity(1), identity(2)), () => left.shift() ?? 0)).toEqual({
    batchItemFailures: [{ itemIdentifier: 'm1' }],
  });
  expect(told).toEqual(['1'.repeat(40)]);
});
