import { readFile } from 'node:fs/promises';
import type { DataFormat } from '../core/data-format.ts';
import { InputError } from '../core/errors.ts';
import type { GateRecord } from '../core/gate.ts';
import { validateFiles } from '../steps/validate.ts';

export interface ValidateRequest {
  data: string[];
  contract: string;
  format?: DataFormat | undefined;
}

/** Judges files of this machine against a contract; no store is needed. */
export async function validateHere({ data, contract, format = {} }: ValidateRequest): Promise<GateRecord> {
  return validateFiles({ files: data, contractFile: contract, contractText: await readText(contract), format });
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new InputError('file-missing', `${file}: no such file that can be read`, { cause: error });
  }
}
