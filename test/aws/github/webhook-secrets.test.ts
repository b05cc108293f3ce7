import { WebhookSecrets } from '../../../lib/aws/github/webhook-secrets.ts';
import { FixedClock } from '../../support/clock.ts';

const [one, two] = ['the first secret of two', 'the second secret of two'];

function secrets() {
  const clock = new FixedClock();
  const state = { text: JSON.stringify({ current: one }), reads: 0 };
  const fetch = async () => {
    state.reads += 1;
    return state.text;
  };
  return { clock, state, secrets: new WebhookSecrets(fetch, clock) };
}

test('many that ask at once are one reading, which is good for five minutes', async () => {
  const { clock, state, secrets: known } = secrets();
  await Promise.all(Array.from({ length: 10 }, () => known.known()));
  clock.advance(299);
  expect(await known.known()).toEqual([one]);
  expect(state.reads).toBe(1);
  clock.advance(1);
  await known.known();
  expect(state.reads).toBe(2);
});

test('after a wrong signature the secret is read again, at most once a minute', async () => {
  const { clock, state, secrets: known } = secrets();
  await known.known();
  state.text = JSON.stringify({ current: two, previous: one });
  expect(await known.newer()).toBeUndefined();
  clock.advance(60);
  expect(await known.newer()).toEqual([two, one]);
  expect(await known.newer()).toBeUndefined();
  expect(state.reads).toBe(2);
});

test('a reading that fails is not kept', async () => {
  const { state, secrets: known } = secrets();
  state.text = '{}';
  await expect(known.known()).rejects.toMatchObject({ code: 'bad-secret' });
  state.text = JSON.stringify({ current: one });
  expect(await known.known()).toEqual([one]);
});
