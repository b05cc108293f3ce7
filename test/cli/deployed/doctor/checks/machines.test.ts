import { machines } from '../../../../../lib/cli/deployed/doctor/checks/machines.ts';
import { patient } from '../patient.ts';

const named = ({ stateMachineArn }: { stateMachineArn: string }) => stateMachineArn.split(':').at(-1);

test('three that are active are well', async () => {
  const seen = await patient({ DescribeStateMachine: (input: never) => ({ name: named(input), status: 'ACTIVE' }) });
  expect(await machines.look(seen)).toMatchObject([{ state: 'ok', sentence: 'delivery, pull-request, rollout' }]);
});

test('one that is being deleted is not', async () => {
  const status = (input: never) => (named(input) === 'rollout' ? 'DELETING' : 'ACTIVE');
  const seen = await patient({
    DescribeStateMachine: (input: never) => ({ name: named(input), status: status(input) }),
  });
  expect(await machines.look(seen)).toMatchObject([{ state: 'fail', sentence: 'rollout is DELETING' }]);
});
