import { dataEvents } from '../../../../../lib/cli/deployed/doctor/checks/data-events.ts';
import { patient } from '../patient.ts';

test.each([
  [{ EventBridgeConfiguration: {} }, 'ok'],
  [{ QueueConfigurations: [] }, 'fail'],
])('%j is %s', async (told, state) => {
  const seen = await patient({ GetBucketNotificationConfiguration: () => told });
  expect(await dataEvents.look(seen)).toMatchObject([{ state }]);
});
