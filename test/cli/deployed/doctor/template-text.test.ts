import { isDeployedFrom } from '../../../../lib/cli/deployed/doctor/template-text.ts';

const join = (...parts: unknown[]) => ({ 'Fn::Join': ['', parts] });
const template = join('{"Fn":"arn:', { Ref: 'P' }, ':lambda:', { Ref: 'R' }, '","Next":"', { Ref: 'N' }, '"}');

test('references may have become any name', () => {
  expect(isDeployedFrom(template, '{"Fn":"arn:aws:lambda:eu-west-1","Next":"Train"}')).toBe(true);
  expect(isDeployedFrom('{"a":1}', '{"a":1}')).toBe(true);
  expect(isDeployedFrom(join('a', { Ref: 'X' }), 'a-name')).toBe(true);
});

test.each([
  ['a text that differs', '{"Fn":"arn:aws:lambda:eu-west-1","Then":"Train"}'],
  ['more in the place of a reference than a name', '{"Fn":"arn:aws:lambda:eu-west-1","X":"y","Next":"Train"}'],
  ['more at the end', '{"Fn":"arn:aws:lambda:eu-west-1","Next":"Train"} '],
  ['less at the end', '{"Fn":"arn:aws:lambda:eu-west-1","Next":"Train"'],
  ['nothing', ''],
])('%s is another', (_name, deployed) => {
  expect(isDeployedFrom(template, deployed)).toBe(false);
});

test('a reference at the end takes no more than a name', () => {
  expect(isDeployedFrom(join('a', { Ref: 'X' }), 'a name')).toBe(false);
  expect(isDeployedFrom('a', 'ab')).toBe(false);
});
