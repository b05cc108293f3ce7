import { DefinitionError } from '../errors.ts';

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g;

/** JSON.parse keeps the last of two equal keys and says nothing; a definition must not lose a field that way. */
export function refuseDuplicateKeys(text: string): void {
  const open: { keys: Set<string> | undefined; path: string; key: string }[] = [];
  let previous = '';
  for (const [token] of text.matchAll(TOKEN)) {
    const top = open.at(-1);
    if (token === '{' || token === '[') {
      const path = top === undefined ? '' : [top.path, top.key].filter((part) => part !== '').join('.');
      open.push({ keys: token === '{' ? new Set() : undefined, path, key: '' });
    } else if (token === '}' || token === ']') {
      open.pop();
    } else if (token === ':' && top?.keys !== undefined && previous.startsWith('"')) {
      const key = JSON.parse(previous) as string;
      if (top.keys.has(key)) throw new DefinitionError(top.path, `the field ${JSON.stringify(key)} is given twice`);
      top.keys.add(key);
      top.key = key;
    }
    previous = token;
  }
}
