import { manualMessage } from '../../../lib/core/triggers/manual.ts';
import { askedBy } from '../../../lib/core/triggers/registry.ts';

const place = { pipeline: 'iris', dataBucket: 'data', repository: null };
const asked = { by: 'mary', reason: 'the labels were mended', at: '2026-11-23T10:00:00.000Z' };

test('a person asks for a training, and the run says who and why', () => {
  expect(askedBy(manualMessage(asked), place)).toEqual({
    ask: 'retrain',
    trigger: { kind: 'manual', detail: 'mary: the labels were mended' },
    nonce: '2026-11-23T10:00:00.000Z mary: the labels were mended',
  });
});

test.each([
  ['no reason', { reason: ' ' }],
  ['no name', { by: '' }],
  ['a reason of two lines', { reason: 'a\nb' }],
  ['a reason that is a book', { reason: 'x'.repeat(501) }],
  ['a time that is none', { at: 'today' }],
])('%s is refused where it is asked and where it is read', (_, part) => {
  const refused = expect.objectContaining({ code: 'bad-manual' });
  expect(() => manualMessage({ ...asked, ...part })).toThrow(refused);
  expect(() => askedBy({ signalbox: 'manual', ...asked, ...part }, place)).toThrow(refused);
});
