import * as z from 'zod';
import { canonicalJson } from '../canonical-json.ts';
import type { Figures } from '../checks/past/figure.ts';
import { InputError } from '../errors.ts';
import { verdicts } from '../gate.ts';

/** What counts of a result of the data gate. */
const resultSchema = z.object({
  gate: z.literal('data'),
  verdict: z.enum(verdicts),
  decidedAt: z.iso.datetime({ offset: true }),
  facts: z.object({ figures: z.record(z.string(), z.number()).optional() }).optional(),
});

const wanted = 'a result of `signalbox validate --format json` is';

/**
 * The numbers of earlier results, oldest first, whatever order they come in. What failed is left out, so that a bad data set
 * never becomes usual.
 * @throws InputError `history-invalid`
 */
export function earlierResults(files: ReadonlyArray<{ name: string; text: string }>): {
  earlier: Figures[];
  failed: string[];
} {
  const results = files.map((file) => ({ name: file.name, ...parsed(file) }));
  const failed = results.filter(({ verdict }) => verdict === 'fail').map(({ name }) => name);
  const told = results
    .filter(({ verdict }) => verdict !== 'fail')
    .map(({ name, decidedAt, facts }) => ({ at: Date.parse(decidedAt), figures: figuresIn(name, facts?.figures) }));
  // Of two of one moment either may be first, so long as it is always the same.
  const byTime = told.sort((a, b) => a.at - b.at || (canonicalJson(a.figures) < canonicalJson(b.figures) ? -1 : 1));
  return { earlier: byTime.map(({ figures }) => figures), failed };
}

function figuresIn(name: string, figures: Figures | undefined): Figures {
  if (figures) return figures;
  throw new InputError(
    'history-invalid',
    `${name}: holds no figures: ${wanted} needed, of this version or a later one, and not one of \`drift\``,
  );
}

function parsed({ name, text }: { name: string; text: string }): z.output<typeof resultSchema> {
  if (text.trim() === '')
    throw new InputError(
      'history-invalid',
      `${name}: is empty; ${wanted} needed. Is it where this result is to be written? A shell empties that file first`,
    );
  const value = jsonIn(name, text);
  const result = resultSchema.safeParse(value);
  if (result.success) return result.data;
  if (isProfile(value))
    throw new InputError(
      'history-invalid',
      `${name}: is a profile, which does not say when it was made; ${wanted} needed`,
    );
  const [issue] = result.error.issues;
  const where = issue && issue.path.length > 0 ? `${issue.path.join('.')}: ` : '';
  throw new InputError('history-invalid', `${name}: ${wanted} needed; ${where}${issue?.message}`);
}

function jsonIn(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError('history-invalid', `${name}: is no JSON; ${wanted} needed`);
  }
}

function isProfile(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'version' in value && 'columns' in value;
}
