import { credentials } from '../../../../../lib/cli/deployed/doctor/checks/credentials.ts';
import { patient } from '../patient.ts';

test.each([
  ['111122223333', 'ok', /arn:ada, in eu-west-1/],
  ['999999999999', 'fail', /of account 999999999999; the pipeline is in 111122223333/],
])('an identity of account %s is %s', async (Account, state, sentence) => {
  const seen = await patient({ GetCallerIdentity: () => ({ Arn: 'arn:ada', Account }) });
  expect(await credentials.look(seen)).toMatchObject([{ state, sentence: expect.stringMatching(sentence) }]);
});
