import { cobertura, readCobertura } from '../../../lib/core/coverage/cobertura.ts';
import { coverageBound, judgeCoverage } from '../../../lib/core/coverage/judge.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (attributes: string) =>
  readCobertura(bytes(`<?xml version="1.0" ?>\n<coverage ${attributes}></coverage>`));
const policy = { file: 'coverage.xml', minPercent: 90, maxDropPercent: 0.5 };

test('counted lines tell the coverage to a hundredth, rounded down; `line-rate` stands in where none are counted', () => {
  expect(read('line-rate="1" lines-covered="8999" lines-valid="10000"')).toEqual({ hundredths: 8_999 });
  expect(read('line-rate="1" lines-covered="2" lines-valid="3"')).toEqual({ hundredths: 6_666 });
  expect(read('branch-rate="1" line-rate="0.9318"')).toEqual({ hundredths: 9_318 });
  expect(read("line-rate='1.0'")).toEqual({ hundredths: 10_000 });
});

test.each([
  ['missing', undefined],
  ['no report', bytes('<html></html>')],
  ['no line', bytes('<coverage lines-covered="0" lines-valid="0" line-rate="1">')],
  ['no number', bytes('<coverage line-rate="NaN">')],
  ['more than all', bytes('<coverage line-rate="1.01">')],
  ['entities', bytes('<!DOCTYPE c [<!ENTITY a "b">]><coverage line-rate="1">')],
  ['too long', new Uint8Array(cobertura.largestBytes + 1)],
])('a report that says nothing is inconclusive: %s', (_, given) => {
  const judged = judgeCoverage(readCobertura(given), coverageBound(policy, null));
  expect(judged).toMatchObject({
    verdict: 'inconclusive',
    observed: null,
    sentence: expect.stringMatching(/^cannot be read: /),
  });
});

test("the least that passes is the minimum, or the champion's less the drop that is allowed", () => {
  expect(coverageBound(policy, null)).toMatchObject({ least: 9_000, allowed: 'at least 90 %' });
  expect(coverageBound(policy, 8_000).least).toBe(9_000);
  const bound = coverageBound(policy, 9_600);
  expect(bound).toMatchObject({ least: 9_550, champion: 9_600 });
  expect(judgeCoverage({ hundredths: 9_550 }, bound)).toMatchObject({ verdict: 'pass', observed: 95.5, champion: 96 });
  expect(judgeCoverage({ hundredths: 9_549 }, bound)).toMatchObject({
    verdict: 'fail',
    sentence:
      "the tests run 95.49 % of the lines; allowed: at least 90 %, and no more than 0.5 points below the champion's 96.00 %",
  });
});
