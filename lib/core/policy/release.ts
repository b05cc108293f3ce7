import * as z from 'zod';
import { wholeSeconds } from './fields.ts';

const bump = z.enum(['major', 'minor', 'patch']);

export const release = z
  .strictObject({
    dataOnly: bump.default('patch').describe('Version bump when only the data changed. @default patch'),
    code: bump.default('minor').describe('Version bump when code, features or algorithm changed. @default minor'),
    chore: bump
      .default('patch')
      .describe(
        'Version bump when every commit is of a type that leaves the model as it is (docs, test, ci, build, chore, style). @default patch',
      ),
    interface: bump
      .default('major')
      .describe('Version bump when the contract, features or answers changed for callers. @default major'),
    first: z
      .string()
      .regex(/^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/, { error: 'must be a version such as 1.0.0' })
      .default('1.0.0')
      .describe('Version of the first release. @default 1.0.0'),
    preRelease: z
      .string()
      .regex(/^[a-z]{1,20}$/, { error: 'must be 1 to 20 of a-z' })
      .optional()
      .describe('Releases are pre-releases of the next version: `rc` gives 2.0.0-rc.1. @default none'),
    approval: z
      .enum(['never', 'always', 'major', 'overridden'])
      .default('never')
      .describe(
        'When a person must approve a release: always, only a major one, or only one with an overridden check. @default never',
      ),
    approvalTimeLimitSeconds: wholeSeconds(604_800)
      .default(86_400)
      .describe('An approval not given by then rejects. @default 86400'),
  })
  .describe('How releases are named and who lets them go.');
