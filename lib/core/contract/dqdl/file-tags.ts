import type { FileFilter } from '../../checks/files/select.ts';
import type { RuleContext } from './rule-context.ts';

const filters = ['recentFiles', 'uriRegex'] as const;

/** Path and tags that say which files a rule is about; `more`: further tags that the rule takes. */
export function fileArgsOf(context: RuleContext, more: string[]): FileFilter {
  const { rule } = context;
  const known = [...filters, 'filterOrder', ...more];
  for (const [name, { at }] of rule.tags)
    if (!known.includes(name))
      throw context.fault(at, `${rule.type} has no tag ${JSON.stringify(name)}; known: ${known.join(', ')}`);
  if (rule.where !== undefined)
    throw context.fault(rule.at, `${rule.type} is about files, so that it takes no \`where\``);
  const [path] = rule.parameters;
  const uriRegex = context.tag('uriRegex');
  return {
    ...(path ? { path: path.value } : {}),
    ...recentFiles(context),
    ...(uriRegex === undefined ? {} : { uriRegex }),
    ...filterOrder(context),
  };
}

function recentFiles(context: RuleContext): Pick<FileFilter, 'recentFiles'> {
  const given = context.tag('recentFiles');
  if (given === undefined) return {};
  if (/^[1-9]\d{0,8}$/.test(given)) return { recentFiles: Number(given) };
  throw faultOf(context, 'recentFiles', `got ${JSON.stringify(given)}; a whole number from 1 on expected`);
}

function filterOrder(context: RuleContext): Pick<FileFilter, 'filterOrder'> {
  const given = context.rule.tags.get('filterOrder')?.values;
  if (!given) return {};
  const order = given.flatMap((name) => filters.find((one) => one === name && context.rule.tags.has(one)) ?? []);
  if (order.length === given.length && new Set(given).size === given.length) return { filterOrder: order };
  throw faultOf(context, 'filterOrder', `a list of those of ${filters.join(', ')} that the rule has expected`);
}

/** Whether a tag says "true". */
export function isOn(context: RuleContext, name: string): boolean {
  const given = context.tag(name)?.toLowerCase();
  if (given === undefined || given === 'true' || given === 'false') return given === 'true';
  throw faultOf(context, name, `got ${JSON.stringify(given)}; "true" or "false" expected`);
}

function faultOf(context: RuleContext, name: string, says: string) {
  return context.fault(context.rule.tags.get(name)?.at ?? context.rule.at, `${name}: ${says}`);
}
