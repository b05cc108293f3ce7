import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
const template = join(root, 'lib/local/init/template');
const iris = join(root, 'examples/iris');

/** What a new workload and the example do alike. */
const shared = [
  'Dockerfile',
  'requirements.in',
  'requirements.txt',
  'requirements-dev.in',
  'requirements-dev.txt',
  'src/layout.py',
  'src/main.py',
  'src/metric_line.py',
  'src/model_source.py',
  'tests/test_metric_line.py',
  'tests/test_model_source.py',
];

test.each(shared)('%s of a new workload is that of the example', (file) => {
  expect(readFileSync(join(template, file), 'utf8')).toBe(readFileSync(join(iris, file), 'utf8'));
});
