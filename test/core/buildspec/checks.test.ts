import { gateSchema } from '../../../lib/core/run-schemas.ts';
import { layout } from '../../../lib/core/store-layout.ts';
import { Builder, buildspecOf, policy, run } from './builder.ts';

let builder: Builder;
beforeEach(() => {
  builder = new Builder();
});
afterEach(() => builder.remove());

const check = (first: string, given: Record<string, unknown> = {}) =>
  buildspecOf(
    policy({
      checks: [
        { name: 'first', run: first },
        { name: 'second', run: 'echo second ran' },
      ],
      ...given,
    }),
    'checks',
  );
const gate = () => gateSchema.parse(JSON.parse(builder.stored(layout.gate(run.runId, 'checks')) ?? ''));
const report = (covered: number) =>
  `<?xml version="1.0" ?><coverage lines-covered="${covered}" lines-valid="100"></coverage>`;

test('the first check that fails ends the build and is named with its last lines; later ones do not run', () => {
  const { status, out } = builder.build(check("echo it''s bad; exit 3"));
  expect(status).toBe(1);
  expect(out).not.toContain('second ran');
  expect(gate()).toMatchObject({
    verdict: 'fail',
    sentence: "first (`echo it''s bad; exit 3`) exited with 3: its bad",
    checks: [{ check: 'first', verdict: 'fail', observed: 3, allowed: 'exit code 0' }],
  });
});

test('checks that pass are on record with their seconds, and the last line of the log tells the time of all', () => {
  const { status, out } = builder.build(check('true'));
  expect({ status, ran: out.includes('second ran') }).toEqual({ status: 0, ran: true });
  expect(out.trim().split('\n').at(-1)).toMatch(
    /^== first \d+ s, second \d+ s, \d+ s for the dependencies; the checks took \d+ s of 600 s allowed$/,
  );
  expect(gate()).toMatchObject({ verdict: 'pass', sentence: 'all 2 checks of the workload passed' });
  expect(builder.stored(layout.log(run.runId, 'checks'))).toBe(out);
});

test('a check that outlasts the limit of all is stopped, and the time is told', () => {
  builder.standIn('timeout', 'exit 124');
  const { status, out } = builder.build(check('true', { checksTimeLimitSeconds: 7 }));
  expect(status).toBe(1);
  expect(out).toContain('s of 7 s allowed');
  expect(gate().sentence).toBe('first (`true`) was stopped: all checks together may take 7 s');
});

test('requirements that do not match their hashes end the build before any check', () => {
  builder.standIn('python', 'exit 1');
  expect(builder.build(check('true'))).toMatchObject({ status: 1, out: expect.not.stringContaining('== first\n') });
  expect(gate()).toMatchObject({ verdict: 'fail', sentence: 'the pinned requirements could not be installed' });
});

test('coverage below its minimum rejects, as does one that is missing, and one that is enough is kept', () => {
  const covered = check('true', { coverage: { minPercent: 90 } });
  builder.write('coverage.xml', report(89));
  expect(builder.build(covered).status).toBe(1);
  expect(gate()).toMatchObject({
    sentence: 'coverage (coverage.xml) the tests run 89.00 % of the lines; allowed: at least 90 %',
    checks: [{}, {}, { check: 'coverage', subject: 'coverage.xml', verdict: 'fail', observed: 89 }],
  });
  builder.remove();
  builder = new Builder();
  expect(builder.build(covered).status).toBe(1);
  expect(gate().checks.at(-1)).toMatchObject({ verdict: 'inconclusive', observed: null });
  expect(builder.stored(layout.coverage(run.runId))).toBeUndefined();
  builder.remove();
  builder = new Builder();
  builder.write('coverage.xml', report(90));
  expect(builder.build(covered).status).toBe(0);
  expect(builder.stored(layout.coverage(run.runId))).toBe(report(90));
});

describe('Codecov', () => {
  const covered = check('env > seen; true', { coverage: { minPercent: 0 } });
  beforeEach(() => builder.write('coverage.xml', report(50)));

  test('gets nothing where no token is configured', () => {
    expect(builder.build(covered).status).toBe(0);
    expect(builder.calls()).not.toContain('codecov');
  });

  test('gets the report under its commit; no command of the workload and no log ever sees the token', () => {
    builder.environment = { CODECOV_TOKEN: 'the-secret-token', SIGNALBOX_CODECOV_REQUIREMENTS: 'codecov-cli==1' };
    builder.standIn(
      'python3',
      `[ "$2" = venv ] || exec /usr/bin/env -S PATH="$REAL_PATH" python3 "$@"
mkdir -p "$3/bin"; for tool in python codecovcli; do printf '#!/bin/bash\\necho "$CODECOV_TOKEN" > ${builder.folder}/token; echo "$0 $*" >> ${builder.folder}/calls' > "$3/bin/$tool"; chmod +x "$3/bin/$tool"; done`,
    );
    const { status, out } = builder.build(covered);
    expect({ status, out: out.includes('codecov: sent') }).toEqual({ status: 0, out: true });
    expect(builder.read('token')).toBe('the-secret-token\n');
    expect(builder.calls()).toContain(`--sha ${run.source.commit} --git-service github --slug octo/iris --branch main`);
    expect(builder.calls()).toContain('--require-hashes');
    for (const seen of [out, builder.read('source/seen'), builder.calls()])
      expect(seen).not.toContain('the-secret-token');
  });

  test('that cannot be reached changes nothing for the checks', () => {
    builder.environment = { CODECOV_TOKEN: 'the-secret-token', SIGNALBOX_CODECOV_REQUIREMENTS: 'codecov-cli==1' };
    const { status, out } = builder.build(covered);
    expect({ status, out: out.includes('codecov: the upload failed') }).toEqual({ status: 0, out: true });
    expect(gate().verdict).toBe('pass');
  });
});
