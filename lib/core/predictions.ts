import * as z from 'zod';

/** A number that JSON can carry; Python's `NaN` and `Infinity` literals are not JSON and arrive as text that does not parse. */
const finite = z.number().refine(Number.isFinite, { error: 'must be finite' });

export const classPredictionSchema = z.object({ label: z.string(), probabilities: z.record(z.string(), finite) });
export const valuePredictionSchema = z.object({ value: finite });

/** Classification: the label and the probability of each class. Regression: the value. */
export type Prediction = z.output<typeof classPredictionSchema> | z.output<typeof valuePredictionSchema>;

export type Task = 'classification' | 'regression';

const answerSchemas = {
  classification: z.object({ predictions: z.array(classPredictionSchema) }),
  regression: z.object({ predictions: z.array(valuePredictionSchema) }),
};

/**
 * Reads the answer of `/invocations` to `count` instances.
 * Returns the predictions, or one sentence that says what is wrong with the answer.
 */
export function readAnswer(task: Task, status: number, body: unknown, count: number): Prediction[] | string {
  if (status !== 200) return `answered HTTP ${status}: ${shorten(body)}`;
  if (typeof body === 'string') {
    // Python writes these unless told not to, and reads them back: the one fault that its authors do not see.
    const literal = /[[:,]\s*(NaN|-?Infinity)\b/.exec(body)?.[1];
    return `answered ${literal ? `${literal}, which` : 'something that'} is not JSON: ${shorten(body)}`;
  }
  const parsed = answerSchemas[task].safeParse(body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return `answered JSON of another shape: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}; got ${shorten(body)}`;
  }
  const { predictions } = parsed.data;
  if (predictions.length !== count) return `answered ${predictions.length} predictions to ${count} instances`;
  const wrong = predictions.findIndex((prediction) => !isDistribution(prediction));
  if (wrong >= 0)
    return `answered probabilities that are not between 0 and 1 with sum 1 (prediction ${wrong + 1}: ${shorten(predictions[wrong])})`;
  return predictions;
}

/** Probabilities in [0, 1] that sum to 1 within 0.001 (single-precision servers round), with the label among them. */
function isDistribution(prediction: Prediction): boolean {
  if ('value' in prediction) return true;
  const shares = Object.values(prediction.probabilities);
  const sum = shares.reduce((a, b) => a + b, 0);
  return (
    shares.every((p) => p >= 0 && p <= 1) && Math.abs(sum - 1) <= 1e-3 && prediction.label in prediction.probabilities
  );
}

function shorten(body: unknown): string {
  const text = typeof body === 'string' ? body : (JSON.stringify(body) ?? 'nothing');
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
