import * as z from 'zod';
import { InputError } from '../errors.ts';

const resourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Metadata: z.record(z.string(), z.unknown()).optional(),
});
const templateSchema = z.object({ Resources: z.record(z.string(), resourceSchema) });
export type TemplateResource = z.output<typeof resourceSchema>;

/** Resources by logical id. InputError `template-invalid` where it is none. */
export function readTemplate(text: string, file: string): Record<string, TemplateResource> {
  try {
    return templateSchema.parse(JSON.parse(text)).Resources;
  } catch (cause) {
    const sentence = `${file} is no CloudFormation template in JSON: synthesize one with \`cdk synth\``;
    throw new InputError('template-invalid', sentence, { cause });
  }
}
