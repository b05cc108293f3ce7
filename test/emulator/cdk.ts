import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { credentials } from '../support/ministack/server.ts';
import { connection } from './github.ts';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);
/** Anything that takes longer hangs. */
const longestMs = 240_000;

export interface CdkPlace {
  endpoint: string;
  /** Path of the certificate that the CLI is to trust. */
  certificate: string;
  /** For the assembly, and the CLI's home. */
  folder: string;
  /** Folder of the workload that is deployed. */
  workload: string;
}

/** The CDK CLI as it comes from npm, on the app of these tests. Answers with what it printed; a failure has that in its message. */
export async function cdk({ endpoint, certificate, folder, workload }: CdkPlace, ...args: string[]): Promise<string> {
  const env = {
    ...{
      PATH: process.env.PATH,
      HOME: folder,
      ...credentials,
      AWS_ENDPOINT_URL: endpoint,
      NODE_EXTRA_CA_CERTS: certificate,
    },
    ...{ SIGNALBOX_WORKLOAD: workload, CDK_DISABLE_CLI_TELEMETRY: 'true', NO_COLOR: '1' },
  };
  const app = ['--app', `${process.execPath} test/emulator/app.ts`, '--output', join(folder, 'cdk.out')];
  const cli = [join(root, 'node_modules/aws-cdk/bin/cdk'), ...args, ...app, ...connection, '--no-notices'];
  const options = { cwd: root, env, maxBuffer: 64 * 1024 * 1024, timeout: longestMs };
  try {
    const { stdout, stderr } = await run(process.execPath, cli, options);
    return stdout + stderr;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`cdk ${args.join(' ')}:\n${(stdout + stderr).slice(-6_000)}`, { cause: error });
  }
}
