import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { coverageScript } from '../../../lib/core/buildspec/coverage.ts';
import { cobertura, readCobertura } from '../../../lib/core/coverage/cobertura.ts';
import { coverageBound, judgeCoverage } from '../../../lib/core/coverage/judge.ts';

/** One bash for all reports: the script as it is generated, once a report in a folder of its own. */
function built(reports: Array<Uint8Array | undefined>, champion: number | null): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'coverage-'));
  const bound = coverageBound({ file: 'coverage.xml', minPercent: 66.66, maxDropPercent: 1.5 }, champion);
  const script = coverageScript(bound).replaceAll('/tmp/', `${folder}/copied-`);
  for (const [i, report] of reports.entries()) {
    writeFileSync(join(folder, 'script'), script);
    if (report) writeFileSync(join(folder, `${i}.xml`), report);
  }
  const each = reports.map(
    (report, i) => `${report ? `mv ${i}.xml coverage.xml` : 'rm -f coverage.xml'}; (. ./script) || true`,
  );
  const start = `set -euo pipefail; note() { printf '%s;%s;%s;%s\\n' "$2" "$3" "$4" "$5"; }; fail() { exit 1; }`;
  const { stdout, stderr } = spawnSync('bash', ['-c', [start, ...each].join('\n')], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  rmSync(folder, { recursive: true, force: true });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((line) => line.startsWith('coverage.xml;'));
}

function judged(report: Uint8Array | undefined, champion: number | null): string {
  const bound = coverageBound({ file: 'coverage.xml', minPercent: 66.66, maxDropPercent: 1.5 }, champion);
  const { subject, verdict, sentence, observed } = judgeCoverage(readCobertura(report), bound);
  return [subject, verdict, sentence, observed === null ? 'null' : Number(observed).toFixed(2)].join(';');
}

const bytes = (text: string) => new TextEncoder().encode(text);

test('the build and the laptop say the same of the same report, whatever it holds', () => {
  const number = fc.oneof(
    fc.integer({ min: 0, max: 120 }).map(String),
    fc.double({ min: 0, max: 1.1, noNaN: true }).map((rate) => rate.toFixed(4)),
    fc.constantFrom('', '.', '1.', '.5', '1.2.3', 'NaN', '99999999999999999999', '١'),
  );
  const attribute = fc.tuple(fc.constantFrom('lines-covered', 'lines-valid', 'line-rate', 'x-line-rate'), number);
  const root = fc
    .array(attribute, { maxLength: 5 })
    .map((all) => `<coverage ${all.map(([name, value]) => `${name}="${value}"`).join('\n ')}>`);
  const reports = [
    ...fc.sample(root, { numRuns: 12, seed: 7 }).map((text) => bytes(`<?xml version="1.0"?><!-- é -->${text}`)),
    ...fc.sample(fc.uint8Array({ maxLength: 200 }), { numRuns: 3, seed: 7 }),
    // The least that passes, and one line less of 10,000.
    bytes('<coverage lines-valid="10000" lines-covered="7850">'),
    bytes('<coverage lines-valid="10000" lines-covered="7849" line-rate="1">'),
    bytes("<coverage version='7' line-rate='0.7850'>"),
    bytes('<!DOCTYPE c [<!ENTITY a "b">]><coverage line-rate="1">'),
    new Uint8Array(cobertura.largestBytes + 1),
    undefined,
  ];
  const verdicts = reports.map((report) => judged(report, 8_000));
  expect(built(reports, 8_000)).toEqual(verdicts);
  for (const verdict of ['pass', 'fail', 'inconclusive']) expect(verdicts.join('\n')).toContain(`;${verdict};`);
}, 30_000);
