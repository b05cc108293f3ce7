import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TokenAnswers } from '../../../lib/local/executions/token-answers.ts';

const yes = { goOn: true, reason: 'looks good' };
const no = { goOn: false, reason: 'not today' };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-answers-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const heard = (token: string) =>
  new Promise((resolve) => new TokenAnswers(folder).listen(token, new AbortController().signal, resolve));

test('the first answer stands, whichever process gave it, and a later one is told so', async () => {
  expect(new TokenAnswers(folder).give('token', yes)).toBe('told');
  expect(new TokenAnswers(folder).give('token', no)).toBe('gone');
  expect(await heard('token')).toEqual(yes);
});

test('whoever waits hears of an answer that another process gives later', async () => {
  const waiting = heard('a/../token');
  new TokenAnswers(folder).give('another', no);
  new TokenAnswers(folder).give('a/../token', yes);
  expect(await waiting).toEqual(yes);
});

test('nobody hears anything after the state was left', () => {
  const left = new AbortController();
  left.abort();
  new TokenAnswers(folder).give('token', yes);
  const answered = jest.fn();
  new TokenAnswers(folder).listen('token', left.signal, answered);
  expect(answered).not.toHaveBeenCalled();
});

test('a state that was left while it was still asking keeps nobody looking', () => {
  const looking = jest.spyOn(globalThis, 'setInterval');
  new TokenAnswers(folder).listen('token', AbortSignal.abort(), () => {});
  expect(looking).not.toHaveBeenCalled();
  looking.mockRestore();
});
