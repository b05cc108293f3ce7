/** Never part of a workload: what tools make, and our own state. */
const always = [
  '.git',
  '.venv',
  '__pycache__',
  '*.pyc',
  '.signalbox',
  'node_modules',
  '.pytest_cache',
  '.ruff_cache',
  '.mypy_cache',
  '.ipynb_checkpoints',
  '.coverage',
  '.DS_Store',
];

interface Rule {
  pattern: RegExp;
  foldersOnly: boolean;
  ignored: boolean;
}

/** Decides what of a workload folder is left out; `path` is relative to it, with `/`. */
export type Ignores = (path: string, isFolder: boolean) => boolean;

/**
 * Rules of a `.gitignore` at the top of the folder, as in gitignore(5): the last match decides, `!` takes back, a slash
 * anchors, a slash at the end means folders. Files of nested `.gitignore`s are not read.
 */
export function ignoresOf(gitignore: string): Ignores {
  const rules = gitignore.split(/\r?\n/).flatMap(ruleOf);
  const fixed = always.flatMap(ruleOf);
  return (path, isFolder) => {
    const decides = (list: Rule[]) =>
      list.findLast((rule) => (isFolder || !rule.foldersOnly) && rule.pattern.test(path))?.ignored ?? false;
    return decides(fixed) || decides(rules);
  };
}

function ruleOf(line: string): Rule[] {
  const trimmed = line.replace(/(?<!\\)\s+$/, '');
  if (trimmed === '' || trimmed.startsWith('#')) return [];
  const ignored = !trimmed.startsWith('!');
  const body = ignored ? trimmed : trimmed.slice(1);
  const foldersOnly = body.endsWith('/');
  const path = foldersOnly ? body.slice(0, -1) : body;
  const anchored = path.includes('/');
  const source = sourceOf(path.replace(/^\//, ''));
  return [{ pattern: new RegExp(`^${anchored ? '' : '(?:.*/)?'}${source}$`), foldersOnly, ignored }];
}

/** `**` crosses folders, `*` and `?` do not; classes such as `[a-z]` are kept. */
function sourceOf(glob: string): string {
  const tokens = /\*\*\/|\/\*\*$|\*+|\?|\[!?[^\]/]+\]|\\.|./gs;
  return (glob.match(tokens) ?? []).map(tokenSource).join('');
}

function tokenSource(token: string): string {
  if (token === '**/') return '(?:.*/)?';
  if (token === '/**') return '/.*';
  if (token.startsWith('*')) return '[^/]*';
  if (token === '?') return '[^/]';
  if (token.length > 2 && token.startsWith('[')) return token.replace(/^\[!/, '[^').replaceAll('\\', '\\\\');
  const literal = token.startsWith('\\') && token.length === 2 ? token.slice(1) : token;
  return literal.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
