import { type Found, tearDown } from '../../lib/steps/tear-down.ts';

function rest(blocked: string | null = null) {
  const gone: string[] = [];
  const one = (name: string, isData: boolean, dollarsPerMonth: number | null): Found => ({
    ...{ kind: 'thing', name, what: 'a thing', isData, dollarsPerMonth },
    remove: async () => void gone.push(name),
  });
  return { gone, name: 'iris', found: [one('serves', false, 83.95), one('store', true, null)], blocked };
}

test('by itself it only lists what is left and what that costs', async () => {
  const it = rest();
  const told = await tearDown(it, { withData: false });
  expect(told).toMatchObject({ dollarsPerMonth: 83.95, removed: [], blocked: null });
  expect(told.remains.map(({ name }) => name)).toEqual(['serves', 'store']);
  expect(it.gone).toEqual([]);
});

test('confirmed by name it deletes what is no data, and data only when that is said as well', async () => {
  const it = rest();
  expect((await tearDown(it, { yes: 'iris', withData: false })).removed).toEqual(['serves']);
  expect(it.gone).toEqual(['serves']);
  expect((await tearDown(it, { yes: 'iris', withData: true })).removed).toEqual(['serves', 'store']);
});

test.each([
  ['another name', { yes: 'roses', withData: true }, 'not-confirmed'],
  ['no name', { yes: '', withData: false }, 'not-confirmed'],
  ['data without a name', { withData: true }, 'no-effect'],
])('%s deletes nothing', async (_, request, code) => {
  const it = rest();
  await expect(tearDown(it, request)).rejects.toMatchObject({ code });
  expect(it.gone).toEqual([]);
});

test('what is in use still is listed, and not deleted', async () => {
  const it = rest('iris is deployed still');
  expect(await tearDown(it, { withData: false })).toMatchObject({ blocked: 'iris is deployed still' });
  await expect(tearDown(it, { yes: 'iris', withData: true })).rejects.toMatchObject({
    name: 'ConflictError',
    code: 'still-deployed',
  });
  expect(it.gone).toEqual([]);
});
