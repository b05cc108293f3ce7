import { App, Stack } from 'aws-cdk-lib';
import { settingsOf } from '../../lib/infra/app-settings.ts';

function settings(context: Record<string, string>) {
  const app = new App({ context });
  return settingsOf(app, new Stack(app, 'Test'));
}

test('without context, no repository is connected', () => {
  expect(settings({})).toEqual({});
});

test('a repository on GitHub is connected by name, its secrets by name or ARN', () => {
  const token = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:token-AbCdEf';
  const { repository } = settings({ repository: 'octo/iris', branch: 'release', webhookSecret: 'iris/webhook', token });
  expect(repository?.variables).toMatchObject({
    SIGNALBOX_CODE_HOST: 'github',
    SIGNALBOX_CODE_REPOSITORY: 'octo/iris',
    SIGNALBOX_CODE_BRANCH: 'release',
    SIGNALBOX_CODE_TOKEN_ARN: token,
  });
});

test.each([['unreserved'], ['25']])(
  'an account with room for few functions sets how many webhooks are looked at: %s',
  (text) => {
    const secrets = { webhookSecret: 'iris/webhook', token: 'iris/token' };
    expect(settings({ repository: 'octo/iris', ...secrets, webhookConcurrency: text }).repository).toBeDefined();
  },
);

test('a repository on CodeCommit needs no secrets', () => {
  const { repository } = settings({ codecommit: 'iris', folder: 'models/iris' });
  expect(repository?.variables).toMatchObject({
    SIGNALBOX_CODE_HOST: 'codecommit',
    SIGNALBOX_CODE_FOLDER: 'models/iris',
  });
});

test.each([
  ['needs webhookSecret and token', { repository: 'octo/iris' }],
  ['needs webhookSecret and token', { repository: 'octo/iris', token: 'token' }],
  ['a pipeline has one repository', { repository: 'octo/iris', codecommit: 'iris' }],
  ['branch without repository or codecommit has no effect', { branch: 'release' }],
  ['webhookConcurrency without repository or codecommit has no effect', { webhookConcurrency: '5' }],
  [
    "webhookConcurrency: got null; allowed: 1 to 100, or 'unreserved'",
    { repository: 'octo/iris', webhookSecret: 'webhook', token: 'token', webhookConcurrency: 'few' },
  ],
])('what cannot be meant is refused in one sentence: %s', (sentence, context) => {
  expect(() => settings(context)).toThrow(sentence);
});
