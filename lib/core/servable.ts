import * as z from 'zod';

/** What a served version is made of: nothing else may make a difference to its answers. */
export const servableSchema = z.object({
  /** Short name, unique by content: first 12 characters of the digest of source, image and model. */
  id: z.string(),
  sourceDigest: z.string(),
  imageDigest: z.string(),
  /** `<repository>@<digest>`; null where no image was built. Where it lies makes no difference to the answers. */
  imageUri: z.string().nullable(),
  modelDigest: z.string(),
});
export type Servable = z.output<typeof servableSchema>;
