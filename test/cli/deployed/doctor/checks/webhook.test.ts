import { webhook } from '../../../../../lib/cli/deployed/doctor/checks/webhook.ts';
import { patient } from '../patient.ts';

const repository = {
  ...{ host: 'github' as const, name: 'octo/iris', branch: 'main', folder: '', webhookUrl: 'https://abc.on.aws/' },
  ...{ webhookSecretArn: null, tokenArn: null },
};

test.each([
  [401, 'ok'],
  [403, 'fail'],
  [200, 'fail'],
  [503, 'fail'],
])('an answer of %i to what is not signed is %s', async (status, state) => {
  const asked: string[] = [];
  const post = async (url: string) => {
    asked.push(url);
    return status;
  };
  const seen = { ...(await patient({}, { repository })), post };
  expect(await webhook.look(seen)).toMatchObject([{ state }]);
  expect(asked).toEqual(['https://abc.on.aws/']);
});

test('a pipeline without one is asked nothing', async () => {
  const seen = { ...(await patient()), post: () => Promise.reject(new Error('nobody is to be asked')) };
  expect(await webhook.look(seen)).toMatchObject([{ state: 'ok' }]);
});
