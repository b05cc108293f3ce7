import { asTaskError, InputError } from '../../lib/core/errors.ts';
import { explainFailure } from '../../lib/core/failure.ts';

test('a step tells its code and sentence apart from the machine around it', () => {
  const { name, message } = asTaskError(new InputError('file-missing', 'contract.yaml: no such file'));
  const Cause = JSON.stringify({ errorType: name, errorMessage: message });
  expect(explainFailure({ Error: name, Cause })).toEqual({
    code: 'file-missing',
    sentence: 'contract.yaml: no such file',
  });
});

test('a message without a code is told as it is', () => {
  const Cause = JSON.stringify({ errorMessage: 'Cannot read properties of undefined' });
  expect(explainFailure({ Error: 'TypeError', Cause })).toEqual({
    code: null,
    sentence: 'Cannot read properties of undefined',
  });
});

test('a build is explained by the phase that failed, whatever else it says', () => {
  const Phases = [
    { PhaseType: 'INSTALL', PhaseStatus: 'SUCCEEDED', Contexts: [{ Message: '' }] },
    { PhaseType: 'BUILD', PhaseStatus: 'FAILED', Contexts: [{ Message: 'pytest: 2 failed' }] },
    { PhaseType: 'COMPLETED' },
  ];
  const explained = { code: null, sentence: 'pytest: 2 failed' };
  const build = { BuildStatus: 'FAILED', Phases };
  expect(explainFailure({ Error: 'States.TaskFailed', Cause: JSON.stringify({ Build: build }) })).toEqual(explained);
  expect(explainFailure({ Error: 'States.TaskFailed', Cause: JSON.stringify(build) })).toEqual(explained);
});

test('a training job is explained by its failure reason', () => {
  const Cause = JSON.stringify({ TrainingJobStatus: 'Failed', FailureReason: 'AlgorithmError: exit code 1' });
  expect(explainFailure({ Error: 'SageMaker.Failed', Cause }).sentence).toBe('AlgorithmError: exit code 1');
});

test('a time-out says so, and can be told by its code', () => {
  expect(explainFailure({ Error: 'States.Timeout', Cause: '' })).toEqual({
    code: 'time-limit',
    sentence: 'it did not end within its time limit',
  });
});

test('an execution that another one started is explained by what failed within it, however deep', () => {
  const step = {
    Error: 'InternalError',
    Cause: JSON.stringify({ errorMessage: 'not-shifted: step 1 was never live' }),
  };
  const rollout = { Status: 'FAILED', Error: 'SignalboxRolloutInterrupted', Cause: JSON.stringify(step) };
  expect(explainFailure({ Error: 'States.TaskFailed', Cause: JSON.stringify(rollout) })).toEqual({
    code: 'not-shifted',
    sentence: 'step 1 was never live',
  });
});

test.each(['', 'null', '[]', '{', '"text"', '7', 'x'.repeat(100_000)])(
  'a cause of any other form is told short (%#)',
  (Cause) => {
    const { sentence } = explainFailure({ Error: 'Lambda.Unknown', Cause });
    expect(sentence).toMatch(/^Lambda\.Unknown/);
    expect(sentence.length).toBeLessThan(1_100);
  },
);
