import type { Scorer } from '../../lib/ports.ts';

type Answer = { status: number; body: unknown };
type Flower = Record<string, number>;

const species = ['setosa', 'versicolor', 'virginica'];

/** A tree of two questions, right for about 96 % of all irises: Fisher's data hardly needs a model. */
function speciesOf({ petal_length: length = 0, petal_width: width = 0 }: Flower): string {
  if (length < 2.5) return 'setosa';
  return width < 1.75 && length < 5 ? 'versicolor' : 'virginica';
}

function surely(label: string, certainty: number): { label: string; probabilities: Record<string, number> } {
  const rest = (1 - certainty) / 2;
  return { label, probabilities: Object.fromEntries(species.map((one) => [one, one === label ? certainty : rest])) };
}

/** The first golden row. */
const isGolden = (flower: Flower): boolean => flower.sepal_length === 5 && flower.petal_length === 1.5;

const each =
  (predict: (flower: Flower) => unknown) =>
  (flowers: Flower[]): Answer => ({ status: 200, body: { predictions: flowers.map(predict) } });

/** How a model server behaves, by what it does. */
export const behaviours = {
  good: each((flower) => surely(speciesOf(flower), 0.9)),
  /** Right, but never sure: log loss is above any useful threshold. */
  unsure: each((flower) => surely(speciesOf(flower), 0.36)),
  /** Good enough by the thresholds, and clearly worse than `good`. */
  hesitant: each((flower) => surely(speciesOf(flower), 0.75)),
  /** Only wrong on a flower that everybody must know. */
  forgetful: each((flower) => surely(isGolden(flower) ? 'virginica' : speciesOf(flower), 0.9)),
  /** Python writes NaN without quotes, which is no JSON and comes as text. */
  nan: (): Answer => ({
    status: 200,
    body: '{"predictions": [{"label": "setosa", "probabilities": {"setosa": NaN}}]}',
  }),
  html: (): Answer => ({ status: 200, body: '<html>It works!</html>' }),
  failing: (): Answer => ({ status: 500, body: { error: 'no such column' } }),
  miscounting: (flowers: Flower[]): Answer => behaviours.good(flowers.slice(1)),
} satisfies Record<string, (flowers: Flower[]) => Answer>;
export type Behaviour = keyof typeof behaviours;

/** Model servers whose behaviour a test sets, by servable id; `otherwise` is that of any other: the candidate's. */
export class FakeScorer implements Scorer {
  readonly byId = new Map<string, Behaviour>();
  otherwise: Behaviour = 'good';
  latencyMs = 4;

  async predict(servableId: string, instances: unknown[]): Promise<Answer & { latencyMs: number }> {
    const behaviour = behaviours[this.byId.get(servableId) ?? this.otherwise];
    return { ...behaviour(instances as Flower[]), latencyMs: this.latencyMs };
  }
}
