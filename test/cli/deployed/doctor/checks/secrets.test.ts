import { secrets } from '../../../../../lib/cli/deployed/doctor/checks/secrets.ts';
import { patient } from '../patient.ts';

const repository = {
  ...{ host: 'github' as const, name: 'octo/iris', branch: 'main', folder: '', webhookUrl: null },
  webhookSecretArn: 'arn:aws:secretsmanager:eu-west-1:1:secret:hook',
  tokenArn: 'arn:aws:secretsmanager:eu-west-1:1:secret:token',
};
const look = async (answers: object) => secrets.look(await patient(answers as never, { repository }));

test('secrets that hold something are well, and what they hold is told nowhere', async () => {
  const said = await look({
    DescribeSecret: ({ SecretId }: { SecretId: string }) => ({ Name: SecretId }),
    GetSecretValue: () => ({ SecretString: 'hunter2' }),
  });
  expect(said).toMatchObject([{ state: 'ok', sentence: '2 are there, and none is empty' }]);
  expect(JSON.stringify(said)).not.toContain('hunter2');
});

test('one that is empty and one that is about to be deleted are told by name', async () => {
  const said = await look({
    DescribeSecret: ({ SecretId }: { SecretId: string }) =>
      SecretId.endsWith('hook') ? { Name: 'hook', DeletedDate: new Date(0) } : { Name: 'token' },
    GetSecretValue: () => ({ SecretString: ' \n' }),
  });
  expect(said).toMatchObject([
    { state: 'fail', sentence: 'hook is about to be deleted' },
    { state: 'fail', sentence: 'token is empty' },
  ]);
});

test('a pipeline without a repository has none', async () => {
  expect(await secrets.look(await patient())).toMatchObject([{ state: 'ok' }]);
});
