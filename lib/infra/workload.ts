import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AssetHashType, aws_iam as iam, type aws_s3 as s3 } from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';
import { environment } from '../core/environment.ts';
import { InputError } from '../core/errors.ts';
import { parsePolicy } from '../core/policy/parse.ts';
import type { Policy } from '../core/policy/schema.ts';
import { cacheFolder, root } from './code/places.ts';
import { withoutAssets } from './step-function.ts';

/** The workload that data drops are trained with, until a push brings a newer one. */
export interface WorkloadSource {
  /** What its `signalbox.yaml` says. */
  policy(): Policy;
  bind(scope: Construct): BoundWorkload;
}

export interface BoundWorkload {
  /** Environment of the intake, which brings the workload into the store under its digest. */
  variables: Record<string, string>;
  grantRead(role: iam.IRole): void;
}

export interface FolderOptions {
  /**
   * Commit that the folder is at, which release records then name.
   * @default none: records name the digest of the folder's content only
   */
  commit?: string;
}

export const Workload = {
  /** A folder with a `signalbox.yaml`: packed when the app is synthesized, uploaded when it is deployed. */
  fromFolder(folder: string, options: FolderOptions = {}): WorkloadSource {
    return { policy: () => policyOf(folder), bind: (scope) => bindFolder(scope, folder, options) };
  },
} as const;

/** @throws InputError `policy-missing`, `policy-invalid` */
export function policyOf(folder: string): Policy {
  const file = join(folder, 'signalbox.yaml');
  if (!existsSync(file)) throw new InputError('policy-missing', `${file} is missing: a workload's folder has it`);
  return parsePolicy(readFileSync(file, 'utf8'), file);
}

function bindFolder(scope: Construct, folder: string, { commit }: FolderOptions): BoundWorkload {
  if (withoutAssets(scope)) return { variables: {}, grantRead: () => {} };
  const { digest, path } = packed(folder);
  const asset = new Asset(scope, 'Workload', { path, assetHash: digest, assetHashType: AssetHashType.CUSTOM });
  return uploadedWorkload({ digest, bucket: asset.bucket, key: asset.s3ObjectKey, commit });
}

/** A workload that lies in a bucket, packed. */
export function uploadedWorkload(uploaded: {
  digest: string;
  bucket: s3.IBucket;
  key: string;
  commit: string | undefined;
}): BoundWorkload {
  const { digest, bucket, key, commit } = uploaded;
  return {
    variables: {
      [environment.sourceDigest]: digest,
      [environment.workloadBucket]: bucket.bucketName,
      [environment.workloadKey]: key,
      ...(commit ? { [environment.sourceCommit]: commit } : {}),
    },
    grantRead: (role) => {
      const resources = [bucket.arnForObjects(key)];
      role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources }));
    },
  };
}

/** The same packing as on a laptop gives the same digest; it is asynchronous, so a process of its own does it. */
function packed(folder: string): { digest: string; path: string } {
  const bundler = pathToFileURL(join(root, 'lib', 'local', 'workload', `bundle${extname(import.meta.filename)}`)).href;
  const script = `
    import { mkdirSync, writeFileSync } from 'node:fs';
    const [bundler, folder, cache] = process.argv.slice(1);
    const { bundleWorkload } = await import(bundler);
    const { digest, zip } = await bundleWorkload(folder);
    mkdirSync(cache, { recursive: true });
    writeFileSync(cache + '/workload-' + digest + '.zip', zip);
    process.stdout.write(digest);`;
  const args = [
    '--disable-warning=ExperimentalWarning',
    '--input-type=module',
    '--eval',
    script,
    bundler,
    folder,
    cacheFolder(),
  ];
  const digest = execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  return { digest, path: join(cacheFolder(), `workload-${digest}.zip`) };
}
