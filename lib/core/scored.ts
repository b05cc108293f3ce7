import * as z from 'zod';
import { classPredictionSchema, valuePredictionSchema } from './predictions.ts';
import { servableSchema } from './servable.ts';

/** What one model answered to a set of rows, or why it did not. */
const answerSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('answered'),
    predictions: z.array(z.union([classPredictionSchema, valuePredictionSchema])),
    /** One entry a request. */
    latenciesMs: z.array(z.number()),
  }),
  z.object({ status: z.literal('failed'), code: z.string(), sentence: z.string() }),
]);
export type Answer = z.output<typeof answerSchema>;

const scoredRowsSchema = z.object({
  truth: z.array(z.string()),
  candidate: answerSchema,
  champion: answerSchema.nullable(),
});
export type ScoredRows = z.output<typeof scoredRowsSchema>;

/** `runs/<id>/predictions.json`: candidate and champion on the same rows. */
export const scoredSchema = z.object({
  candidate: servableSchema,
  /** Version of the champion that answered. */
  champion: z.string().nullable(),
  holdout: scoredRowsSchema,
  golden: scoredRowsSchema,
});
export type Scored = z.output<typeof scoredSchema>;
