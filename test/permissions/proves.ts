import { faultsOf } from './checks/api-calls.ts';
import { refused } from './checks/permissions.ts';
import { wide } from './checks/wide.ts';
import { serviceCalls } from './implied/services.ts';
import { reaching } from './reasons.ts';
import type { Recorded } from './recorded.ts';

/** What holds for every kind of pipeline. Handlers keep what they opened, so that a test file tells one story. */
export function proves(record: () => Promise<Recorded>): () => Recorded {
  let recorded: Recorded;
  beforeAll(async () => {
    recorded = await record();
  }, 180_000);

  test('every call is allowed to the role that makes it, for the resource that it is about', () => {
    expect(recorded.calls.length).toBeGreaterThan(1_000);
    expect(refused(recorded.deployed, recorded.calls)).toEqual([]);
  });

  test("every call that a service makes in nobody's name is allowed by the policy of what it is about", () => {
    const calls = serviceCalls(recorded.deployed);
    expect(calls.length).toBeGreaterThan(20);
    expect(calls.filter(({ service, call }) => recorded.deployed.iam.askService(service, call) !== 'allowed')).toEqual(
      [],
    );
  });

  test('no grant reaches further than its role goes, unless it has its reason', () => {
    expect(wide(recorded.deployed, recorded.calls, reaching)).toEqual([]);
  });

  test("every call of the SDK has names, types, lengths and forms that the service's published model has", () => {
    expect([...new Set(recorded.sdkCalls.flatMap(faultsOf))]).toEqual([]);
  });

  return () => recorded;
}
