import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { commands } from '../lib/cli/commands/registry.ts';
import { exitCodes } from '../lib/cli/exit-codes.ts';

const root = join(import.meta.dirname, '..');
const pages = execFileSync('git', ['ls-files', '*.md'], { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);

describe.each(pages)('%s', (page) => {
  const text = readFileSync(join(root, page), 'utf8');
  const prose = text.replace(/^```[\s\S]*?^```/gm, '');

  test('every relative link leads to a file, and every anchor to a heading', () => {
    const links = [...prose.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g)].map(
      ([, link, attribute]) => link ?? attribute ?? '',
    );
    expect(links.filter((link) => !/^[a-z]+:/.test(link) && !leads(page, link))).toEqual([]);
  });

  test('what it quotes from a file is what the file says', () => {
    for (const [, file = '', quoted] of text.matchAll(/<!-- file: (\S+) -->\n```\w*\n([\s\S]*?)```/g)) {
      expect({ file, text: quoted }).toEqual({ file, text: readFileSync(join(root, file), 'utf8') });
    }
  });

  test('every npm script that it names exists', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
    const named = [...text.matchAll(/npm run (?:-s |--silent )?([a-z][a-z:-]*)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });
});

test.each(pages)('%s runs commands of ours that exist, with options that they have', (page) => {
  const text = readFileSync(join(root, page), 'utf8').replaceAll('\\\n', ' ');
  const help = readFileSync(join(root, 'docs/cli.md'), 'utf8').split(/^## /m);
  const wrong = [...text.matchAll(/\bnpx signalbox ([a-z][a-z-]*)([^\n`|)]*)/g)].flatMap(([, name = '', rest = '']) => {
    const section = help.find((one) => one.startsWith(`${name}\n`));
    if (section === undefined) return [name];
    const options = [...rest.matchAll(/(?<=\s)--[a-z][a-z-]*/g)].map(([option]) => option);
    return options
      .filter((option) => !new RegExp(`^ +${option}\\b`, 'm').test(section))
      .map((option) => `${name} ${option}`);
  });
  expect(wrong).toEqual([]);
});

test('README.md names every command and every exit code', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const cells = [...readme.matchAll(/^\| (.+?) \|/gm)].map(([, cell = '']) => cell).join('\n');
  for (const { name } of commands) expect(cells).toMatch(new RegExp(`\`${name}\\b`));
  for (const { code } of Object.values(exitCodes)) expect(cells).toMatch(new RegExp(`^${code}$`, 'm'));
});

test('decisions are numbered one after the other, and begin with their number', () => {
  const numbered = pages.flatMap((page) => /^docs\/adr\/(\d{4})-/.exec(page)?.[1] ?? []);
  expect(numbered.map(Number)).toEqual(numbered.map((_, at) => at + 1));
  const headings = pages
    .filter((page) => page.startsWith('docs/adr/'))
    .map((page) => /^# (\d+)\. /.exec(readFileSync(join(root, page), 'utf8'))?.[1]);
  expect(headings.map(Number)).toEqual(numbered.map(Number));
});

function leads(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const file = path === '' ? join(root, page) : resolve(root, dirname(page), path);
  if (!existsSync(file)) return false;
  return anchor === undefined || anchorsOf(readFileSync(file, 'utf8')).includes(anchor);
}

/** As GitHub makes them from headings. */
function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
