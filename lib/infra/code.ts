import { copyFileSync, cpSync, existsSync, linkSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { InternalError } from '../core/errors.ts';
import { sha256 } from '../core/sha256.ts';
import type { FunctionName } from '../core/step-io.ts';
import { type Bundle, bundles } from './code/bundles.ts';
import type { Architecture } from './code/elf.ts';
import { bindingFiles, bindings, nativeBinding } from './code/native-binding.ts';
import { cacheFolder } from './code/places.ts';

/** `handler` of every function made from `lambdaCode`. */
export const lambdaHandler = 'index.handler';

/**
 * The code of a step's function: one bundled file with what it imports late and, where it uses DuckDB, the native library for `architecture`.
 * The asset's hash is that of its content alone, so that every machine and folder synthesizes the same template.
 * @throws InputError `no-native-binding` when the library for that architecture cannot be had
 */
export function lambdaCode(step: FunctionName, architecture: Architecture): Code {
  const { folder, assetHash } = lambdaAsset(step, architecture);
  return Code.fromAsset(folder, { assetHash, assetHashType: AssetHashType.CUSTOM });
}

/** The folder that becomes the function's code, and its content's hash. */
export function lambdaAsset(step: FunctionName, architecture: Architecture): { folder: string; assetHash: string } {
  const { folder, steps } = bundles();
  const bundle = steps[step];
  if (bundle === undefined) {
    throw new InternalError(
      'no-bundle',
      `There is no bundle of step ${step}; known: ${Object.keys(steps).join(', ')}.`,
    );
  }
  if (!bundle.native) return { folder: join(folder, step), assetHash: bundle.sha256 };
  return withBinding(join(folder, step), bundle, architecture);
}

function withBinding(source: string, bundle: Bundle, architecture: Architecture) {
  const { package: name, integrity } = bindings[architecture];
  const assetHash = sha256(`${bundle.sha256} ${integrity}`);
  const folder = join(cacheFolder(), `function-${assetHash.slice(0, 16)}`);
  if (!existsSync(folder)) assemble(source, join('node_modules', name), nativeBinding(architecture), folder);
  return { folder, assetHash };
}

/** Built beside its place and moved there whole: a synth that is stopped half-way leaves no half function. */
function assemble(source: string, modulePath: string, binding: string, folder: string): void {
  mkdirSync(cacheFolder(), { recursive: true });
  const scratch = mkdtempSync(join(cacheFolder(), 'function-'));
  cpSync(source, scratch, { recursive: true });
  mkdirSync(join(scratch, modulePath), { recursive: true });
  for (const file of bindingFiles) linkOrCopy(join(binding, file), join(scratch, modulePath, file));
  try {
    renameSync(scratch, folder);
  } catch (error) {
    rmSync(scratch, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

/** A link spares 70 MB a function; across file systems there are none. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}
