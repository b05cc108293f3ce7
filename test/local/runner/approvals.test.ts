import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Approvals } from '../../../lib/local/runner/approvals.ts';

const yes = { approve: true, reason: 'looks good' };
const no = { approve: false, reason: 'not today' };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-approvals-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Asks, and leaves the state at once: nothing is looked for in the background. */
function asked(runId: string): Approvals {
  const approvals = new Approvals(folder);
  const left = new AbortController();
  approvals.ask(runId, { runId }, left.signal, () => {});
  left.abort();
  return approvals;
}

test('a run that did not ask cannot be answered', () => {
  expect(() => new Approvals(folder).answer('data-1', yes)).toThrow(expect.objectContaining({ code: 'not-asked' }));
});

test('the first answer stands, whichever process gave it, and the second is told', () => {
  asked('data-1').answer('data-1', yes);
  const late = () => new Approvals(folder).answer('data-1', no);
  expect(late).toThrow(expect.objectContaining({ code: 'already-answered' }));
  expect(readdirSync(folder).sort()).toEqual(['data-1.answer.json', 'data-1.question.json']);
});
