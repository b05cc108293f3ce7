import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { environment as names } from '../../lib/core/environment.ts';
import { type FunctionName, functionNames } from '../../lib/core/step-io.ts';
import { lambdaAsset } from '../../lib/infra/code.ts';
import { runtimeClient } from '../support/runtime-client/installed.ts';
import { Instance } from '../support/runtime-client/instance.ts';
import type { Told } from '../support/runtime-client/runtime-api.ts';

/** AWS's client of the runtime builds a native module: without a C++ compiler there is none, and that is told. */
const available = (() => {
  try {
    return runtimeClient();
  } catch (thrown) {
    process.stdout.write(
      `The functions are not run under the Lambda runtime's own client, which cannot be built here: ${thrown}\n`,
    );
    return undefined;
  }
})();
const described = available ? describe : describe.skip;

const host = process.arch === 'arm64' ? 'arm64' : 'x86_64';
/** Those that answer over HTTP, in a form of their own. */
const answering: FunctionName[] = ['webhook', 'door'];
const called = functionNames.filter((name) => !answering.includes(name));

described("under AWS's own client of the Lambda runtime", () => {
  /** The store is empty, and so is everything else. */
  const service = createServer((_, response) =>
    response.writeHead(404).end('<Error><Code>NoSuchKey</Code><Message>There is none.</Message></Error>'),
  );
  let env: Record<string, string>;
  beforeAll(async () => {
    await once(service.listen(0, '127.0.0.1'), 'listening');
    const endpoint = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
    env = {
      AWS_ENDPOINT_URL: endpoint,
      [names.pipeline]: 'iris',
      [names.storeBucket]: 'store',
      [names.dataBucket]: 'data',
      [names.intakeQueueUrl]: `${endpoint}/123456789012/intake`,
    };
  });
  afterAll(() => service.close());

  async function within<T>(name: FunctionName, work: (instance: Instance) => Promise<T>): Promise<T> {
    const instance = await Instance.start(lambdaAsset(name, host).folder, env);
    try {
      expect(await instance.next()).toMatchObject({ kind: 'ready' });
      return await work(instance);
    } finally {
      await instance.stop();
    }
  }
  const ready = async (instance: Instance, said: Told) => {
    expect(await instance.next()).toMatchObject({ kind: 'ready' });
    return said;
  };

  test.each(called)('%s starts, tells an error by its name and code, and takes the next event', async (name) => {
    const event = {
      runId: 'data-1',
      pipeline: 'iris',
      executionArn: 'arn:aws:states:eu-central-1:1:execution:d:data-1',
    };
    await within(name, async (instance) => {
      for (const said of [await ready(instance, await instance.invoke(event)), await instance.invoke(event)]) {
        expect(['error', 'response']).toContain(said.kind);
        if (said.kind !== 'error') continue;
        expect(said.body.errorType).toMatch(/^[A-Z][A-Za-z]+(Error|Exception)?$/);
        expect(said.body.errorMessage).not.toBe('');
      }
      expect(instance.written).not.toContain(event.executionArn);
    });
  });

  test('what a step refuses comes out as InputError with its code, which the state machine and Settle go by', async () => {
    const said = await within('intake', (instance) => instance.invoke({ source: 'aws.ec2' }));
    expect(said).toMatchObject({
      kind: 'error',
      body: { errorType: 'InputError', errorMessage: expect.stringMatching(/^unknown-event: no trigger knows/) },
    });
  });

  test('a record that is not there is InternalError, in an instance that was warm as in a new one', async () => {
    const event = { runId: 'data-1', pipeline: 'iris' };
    const told = await within('publish', async (instance) => [
      await ready(instance, await instance.invoke(event)),
      await instance.invoke(event),
    ]);
    for (const said of told)
      expect(said).toMatchObject({
        kind: 'error',
        body: { errorType: 'InternalError', errorMessage: expect.stringMatching(/^record-missing: /) },
      });
  });

  test('with less time left than a message may take, the intake begins none, and all of them come again', async () => {
    const Records = ['one', 'two'].map((messageId) => ({ messageId, eventSource: 'aws:sqs', body: '{}' }));
    const said = await within('intake', (instance) => instance.invoke({ Records }, 30));
    expect(said.kind === 'response' && JSON.parse(said.body)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'one' }, { itemIdentifier: 'two' }],
    });
  });
});
