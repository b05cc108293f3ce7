import { intakePlace, intakePortsFromEnvironment } from '../../lib/aws/intake-ports.ts';

const env = {
  SIGNALBOX_PIPELINE: 'iris',
  SIGNALBOX_STORE: 'the-store',
  SIGNALBOX_DATA: 'the-data',
  SIGNALBOX_INTAKE_QUEUE_URL: 'https://queue',
};
const connected = {
  ...env,
  SIGNALBOX_CODE_HOST: 'github',
  SIGNALBOX_CODE_REPOSITORY: 'octo/iris',
  SIGNALBOX_CODE_BRANCH: 'main',
};

test('without a repository there is no code host, and pull requests get nothing that nobody allowed', async () => {
  const ports = intakePortsFromEnvironment(env)('/tmp');
  expect(ports).toMatchObject({ pipeline: 'iris', code: null });
  expect(await ports.deployed()).toBeNull();
  expect(intakePlace(env)).toEqual({
    pipeline: 'iris',
    dataBucket: 'the-data',
    repository: null,
    changes: { forks: 'refuse', productionData: false },
  });
});

test('a connected repository is opened when it is first used, and its place is told', () => {
  expect(intakePortsFromEnvironment(connected)('/tmp').code).not.toBeNull();
  const allowed = { SIGNALBOX_CODE_FORKS: 'run', SIGNALBOX_PULL_REQUEST_PRODUCTION_DATA: 'true' };
  expect(intakePlace({ ...connected, ...allowed })).toMatchObject({
    repository: { host: 'github', name: 'octo/iris', branch: 'main' },
    changes: { forks: 'run', productionData: true },
  });
});

test.each(['SIGNALBOX_PIPELINE', 'SIGNALBOX_INTAKE_QUEUE_URL'])('%s is needed', (name) => {
  expect(() => intakePortsFromEnvironment({ ...env, [name]: undefined })).toThrow(name);
});

test('a host that nobody knows is refused', () => {
  expect(() => intakePlace({ ...connected, SIGNALBOX_CODE_HOST: 'gitlab' })).toThrow(/gitlab; allowed: github/);
});
