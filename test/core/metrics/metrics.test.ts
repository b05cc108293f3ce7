import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { metrics } from '../../../lib/core/metrics/registry.ts';
import type { MetricName } from '../../../lib/core/policy/schema.ts';
import type { Prediction } from '../../../lib/core/predictions.ts';

type Case = { truth: string[]; predictions: Prediction[] } & Record<string, unknown>;
const oracle = JSON.parse(readFileSync(join(import.meta.dirname, '../../oracles/core.json'), 'utf8')) as {
  classification: Case[];
  regression: Case[];
};

describe.each(Object.entries(metrics))('%s', (name, metric) => {
  test('its name is the word in signalbox.yaml', () => expect(metric.name).toBe(name));

  test.each(oracle[metric.task].map((vector) => [vector.truth.length, vector]))(
    'agrees with scikit-learn on %i rows',
    (_rows, vector) => {
      const { truth, predictions } = vector as Case;
      expect(metric.compute(truth, predictions)).toBeCloseTo((vector as Case)[name as MetricName] as number, 12);
    },
  );
});

test('a class that the model does not know costs the most a double can say, not infinity', () => {
  const prediction = { label: 'a', probabilities: { a: 1 } };
  expect(metrics.log_loss.compute(['b'], [prediction])).toBeCloseTo(-Math.log(Number.EPSILON), 12);
});
