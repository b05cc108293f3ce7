import { permissions } from '../../../../../lib/cli/deployed/doctor/checks/permissions.ts';
import { patient } from '../patient.ts';

const definition = JSON.stringify({
  States: {
    Admit: {
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: { FunctionName: 'arn:aws:lambda:::function:admit' },
    },
    Profile: {
      ItemProcessor: {
        States: {
          Shard: {
            Resource: 'arn:aws:states:::lambda:invoke',
            Parameters: { FunctionName: 'arn:aws:lambda:::function:profile' },
          },
        },
      },
    },
    Train: { Resource: 'arn:aws:states:::codebuild:startBuild.sync', Parameters: {} },
    Done: {},
  },
});

interface Input {
  PolicySourceArn: string;
  ActionNames: string[];
  ResourceArns: string[];
}

async function look(denied: (input: Input) => boolean) {
  const asked: Input[] = [];
  const seen = await patient({
    DescribeStateMachine: () => ({ roleArn: 'role-of-delivery', definition }),
    GetFunctionConfiguration: ({ FunctionName }: { FunctionName: string }) => ({ Role: `role-of-${FunctionName}` }),
    SimulatePrincipalPolicy: (input: Input) => {
      asked.push(input);
      return { EvaluationResults: [{ EvalDecision: denied(input) ? 'explicitDeny' : 'allowed' }] };
    },
  } as never);
  return { said: await permissions.look(seen), asked };
}

test('each role is asked for what it does, and the machine for every function that it calls', async () => {
  const { said, asked } = await look(() => false);
  expect(said).toMatchObject([{ state: 'ok', sentence: `all ${asked.length} calls that were asked for are allowed` }]);
  const calls = asked.map(({ PolicySourceArn, ActionNames }) => `${PolicySourceArn} ${ActionNames}`);
  expect(calls).toEqual(
    expect.arrayContaining([
      'role-of-the-intake states:StartExecution',
      'role-of-the-recover lambda:UpdateAlias',
      'role-of-the-operate s3:PutObject',
    ]),
  );
  const invoked = asked.filter(({ PolicySourceArn }) => PolicySourceArn === 'role-of-delivery');
  expect(invoked.map(({ ResourceArns }) => ResourceArns[0])).toEqual([
    'arn:aws:lambda:::function:admit',
    'arn:aws:lambda:::function:profile',
  ]);
});

test('what is denied is told by who, what and on what', async () => {
  const { said } = await look(({ ActionNames }) => ActionNames[0] === 'lambda:UpdateAlias');
  const on = 'arn:aws:lambda:eu-west-1:111122223333:function:the-model';
  const sentence = `recover may not lambda:UpdateAlias on ${on}; operate may not lambda:UpdateAlias on ${on}`;
  expect(said).toMatchObject([{ state: 'fail', sentence }]);
});
