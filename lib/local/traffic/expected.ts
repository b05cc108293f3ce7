import { InputError } from '../../core/errors.ts';
import { predictionsIn, type Said } from '../../core/rollout/answers.ts';

/**
 * The right predictions for each line of the requests, from JSON Lines of lists.
 * @throws InputError `traffic-expected` with file and line
 */
export function readExpected(text: string, file: string, requests: number): Said[][] {
  const lines = text.split(/\r?\n/).map((line, index) => ({ line, number: index + 1 }));
  const told = lines.filter(({ line }) => line.trim() !== '');
  const read = told.map(({ line, number }) => {
    const said = predictionsIn(`{"predictions":${line}}`);
    if (said && said.length > 0 && said.every((one) => !('invalid' in one))) return said;
    throw new InputError('traffic-expected', `${file}:${number}: must be a list of labels or numbers, e.g. ["setosa"]`);
  });
  if (read.length === requests) return read;
  const sentence = `${file}: got ${read.length} lines; \`local.traffic.requests\` has ${requests}, and each needs one`;
  throw new InputError('traffic-expected', sentence);
}
