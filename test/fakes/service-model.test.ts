import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { apiModel } from './aws/api-models.ts';
import { breaches, type ServiceModel } from './service-model.ts';

const extracts = readdirSync(join(import.meta.dirname, '../oracles/models')).map((file) => file.replace('.json', ''));

const shapes: ServiceModel['shapes'] = {
  Thing: { type: 'structure', members: { at: { shape: 'At' }, bytes: { shape: 'Bytes' }, share: { shape: 'Share' } } },
  At: { type: 'timestamp' },
  Bytes: { type: 'blob', max: 3 },
  Share: { type: 'float', min: 0, max: 1 },
};
const model: ServiceModel = { metadata: {}, operations: {}, shapes };

test.each(extracts)('every shape of %s can be checked, its patterns included', (service) => {
  const { shapes, operations } = apiModel(service);
  for (const [name, { type }] of Object.entries(shapes)) {
    const plain = { structure: {}, list: [], map: {}, string: 'x', blob: '', boolean: true, timestamp: 0 }[type] ?? 1;
    const told = breaches(apiModel(service), name, plain);
    expect(told.filter((sentence) => /no check|no shape/.test(sentence))).toEqual([]);
  }
  for (const { input } of Object.values(operations)) expect(shapes).toHaveProperty([input]);
});

test('in the SDK a time is a Date and bytes are bytes, on the wire they are a number and base64', () => {
  const sdk = { at: new Date(0), bytes: new Uint8Array(3), share: 0.5 };
  const wire = { at: 0, bytes: 'AAAA', share: 0.5 };
  expect(breaches(model, 'Thing', sdk, 'thing', 'sdk')).toEqual([]);
  expect(breaches(model, 'Thing', wire, 'thing', 'json')).toEqual([]);
  expect(breaches(model, 'Thing', { at: 0 }, 'thing', 'sdk')).toEqual(['thing.at: not a time']);
  expect(breaches(model, 'Thing', sdk, 'thing', 'json')).toEqual(['thing.at: not a time', 'thing.bytes: not base64']);
});

test('a number is finite and within its range', () => {
  expect(breaches(model, 'Thing', { share: Number.NaN }, 'thing', 'sdk')).toEqual(['thing.share: not a finite number']);
  expect(breaches(model, 'Thing', { share: 2 }, 'thing', 'sdk')).toEqual(['thing.share: 2 is outside of 0 to 1']);
  expect(breaches(model, 'Thing', { bytes: new Uint8Array(4) }, 'thing', 'sdk')).toHaveLength(1);
});

test('a time is no structure', () => {
  expect(breaches(model, 'Thing', new Date(0), 'thing', 'sdk')).toEqual(['thing: not an object']);
});

test("a pattern of Java's holds as Java reads it", () => {
  const tag = apiModel('sagemaker');
  expect(breaches(tag, 'TagKey', 'signalbox: a/b')).toEqual([]);
  expect(breaches(tag, 'TagKey', 'no#tag')).toHaveLength(1);
  const runtime = apiModel('sagemaker-runtime');
  expect(breaches(runtime, 'Header', 'text/csv')).toEqual([]);
  expect(breaches(runtime, 'Header', 'ü')).toHaveLength(1);
});
