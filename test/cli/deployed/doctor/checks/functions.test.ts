import { functions } from '../../../../../lib/cli/deployed/doctor/checks/functions.ts';
import { patient } from '../patient.ts';

const active = () => ({ State: 'Active', LastUpdateStatus: 'Successful' });
const fed = (State: string) => () => ({ EventSourceMappings: [{ State, UUID: 'u-1' }] });

test('active functions that are fed are well, and so are those that nobody called for long', async () => {
  const seen = await patient({ GetFunctionConfiguration: active, ListEventSourceMappings: fed('Enabled') });
  expect(await functions.look(seen)).toMatchObject([{ state: 'ok' }]);
  const idle = await patient({
    GetFunctionConfiguration: () => ({ State: 'Inactive' }),
    ListEventSourceMappings: fed('Enabled'),
  });
  expect(await functions.look(idle)).toMatchObject([{ state: 'ok' }]);
});

test('one whose update failed and a queue that feeds nobody are told with why and what to do', async () => {
  const failed = ({ FunctionName }: { FunctionName: string }) =>
    FunctionName === 'the-recover'
      ? { State: 'Active', LastUpdateStatus: 'Failed', LastUpdateStatusReason: 'no access to the key' }
      : active();
  const seen = await patient({ GetFunctionConfiguration: failed as never, ListEventSourceMappings: fed('Disabled') });
  expect(await functions.look(seen)).toMatchObject([
    {
      state: 'fail',
      sentence: expect.stringMatching(/the-recover is Active, its last update Failed: no access to the key/),
    },
    { state: 'fail', mend: 'aws lambda update-event-source-mapping --uuid u-1 --enabled' },
  ]);
});
