import { readFile } from 'node:fs/promises';
import { InputError } from '../../core/errors.ts';

/** Request bodies of a JSON Lines file. @throws InputError `traffic-requests` */
export async function readRequestBodies(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch((thrown) => {
    throw new InputError('traffic-requests', `The traffic requests ${path} cannot be read.`, { cause: thrown });
  });
  const lines = text.split(/\r?\n/).map((line, index) => ({ line, number: index + 1 }));
  const bodies = lines.filter(({ line }) => line.trim() !== '');
  for (const { line, number } of bodies) if (!isJson(line)) throw notJson(path, number);
  if (bodies.length === 0) throw new InputError('traffic-requests', `The traffic requests ${path} hold no line.`);
  return bodies.map(({ line }) => line);
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

function notJson(path: string, line: number): InputError {
  return new InputError('traffic-requests', `${path}:${line}: not JSON; each line is one /invocations body.`);
}
