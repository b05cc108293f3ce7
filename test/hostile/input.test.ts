import { existsSync, readFileSync, symlinkSync, truncateSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { runCli } from '../../lib/cli/cli.ts';
import { lazyLocalPlace } from '../../lib/cli/lazy-place.ts';
import { fakeTerminal } from '../cli/fake-place.ts';
import { Lab } from '../local/place/lab.ts';

const lab = new Lab();
const good = lab.workload();
const days = lab.days();

// What a command loads when it is first asked is not what is timed here.
beforeAll(() => import('../../lib/local/place.ts'));
afterAll(() => lab.close());

function text(file: string): string {
  return readFileSync(join(good, file), 'utf8');
}

/** The workload with one change in one of its files. */
function changed(file: string, from: string | RegExp, to: string): string {
  return lab.workload({ [file]: text(file).replace(from, to) });
}

function linked(file: string, to: string): string {
  const workload = lab.workload({ [file]: null });
  symlinkSync(to, join(workload, file));
  return workload;
}

function gigabyte(): string {
  const file = lab.file('long.csv', `day,degrees,feels\n${'1'.repeat(4 << 20)}`);
  truncateSync(file, 1 << 30);
  return file;
}

interface Case {
  of: string;
  workload?: () => string;
  data?: () => string[];
  code: string;
  /** What is wrong, where, what was got and what is allowed. */
  says: string[];
}

const csv = (content: string | Uint8Array) => () => [lab.file('drop.csv', content)];

const cases: Case[] = [
  {
    of: 'an unknown key in signalbox.yaml',
    workload: () => changed('signalbox.yaml', 'holdoutPercent: 30', 'holdoutPercent: 30\n  shuffle: true'),
    code: 'policy-invalid',
    says: [
      'signalbox.yaml:11',
      '`data.shuffle`',
      'known: contract, table, format, delimiter, target, references, sensitive, holdoutPercent',
    ],
  },
  {
    of: 'a missing key in signalbox.yaml',
    workload: () => changed('signalbox.yaml', /.*holdoutPercent.*\n/, ''),
    code: 'policy-invalid',
    says: ['signalbox.yaml:6', '`data.holdoutPercent`', 'missing', 'number'],
  },
  {
    of: 'a signalbox.yaml that is no YAML',
    workload: () => lab.workload({ 'signalbox.yaml': 'name: [warmth' }),
    code: 'policy-invalid',
    says: ['signalbox.yaml:1', 'not YAML'],
  },
  {
    of: 'a folder without signalbox.yaml',
    workload: () => lab.workload({ 'signalbox.yaml': null }),
    code: 'policy-missing',
    says: ['has no signalbox.yaml', 'workload-'],
  },
  {
    of: 'a workload folder that does not exist',
    workload: () => join(lab.root, 'nowhere'),
    code: 'policy-missing',
    says: ['nowhere has no signalbox.yaml'],
  },
  {
    of: 'a contract that is not there',
    workload: () => changed('signalbox.yaml', 'contract.yaml', 'agreement.yaml'),
    code: 'file-missing',
    says: ['agreement.yaml does not exist', '`data.contract`'],
  },
  {
    of: 'golden rows that .gitignore leaves out',
    workload: () => lab.workload({ '.gitignore': 'golden.csv\n' }),
    code: 'file-missing',
    says: ['golden.csv is left out of the workload by .gitignore', '`evaluation.golden.data`'],
  },
  {
    of: 'a contract that names a column the data lack',
    workload: () =>
      lab.workload({
        'contract.yaml': text('contract.yaml').replace('degrees', 'celsius'),
        'golden.csv': text('golden.csv').replace('degrees', 'celsius'),
      }),
    code: 'columns-absent',
    says: ['days.csv', 'names "celsius"', 'contract: "day", "celsius", "feels"', 'data: "day", "degrees", "feels"'],
  },
  {
    of: 'a target that the contract lacks',
    workload: () => changed('signalbox.yaml', 'target: feels', 'target: mood'),
    code: 'target-unknown',
    says: ['signalbox.yaml', '`data.target`', 'mood', 'day, degrees, feels'],
  },
  {
    of: 'a path outside of the workload',
    workload: () => changed('signalbox.yaml', 'golden.csv', '../golden.csv'),
    code: 'policy-invalid',
    says: ['signalbox.yaml:30', '`evaluation.golden.data`', '"../golden.csv"', 'inside the workload'],
  },
  {
    of: 'an absolute path in the policy',
    workload: () => changed('signalbox.yaml', 'golden.csv', '/etc/passwd'),
    code: 'policy-invalid',
    says: ['`evaluation.golden.data`', '"/etc/passwd"', 'inside the workload'],
  },
  {
    of: 'a link that leads out of the workload',
    workload: () => linked('golden.csv', '/etc/passwd'),
    code: 'path-outside',
    says: ['golden.csv', 'link to /etc/passwd', 'copy the file'],
  },
  {
    of: 'a file that does not exist',
    data: () => ['/nowhere/drop.csv'],
    code: 'data-missing',
    says: ['/nowhere/drop.csv'],
  },
  { of: 'a folder for a file', data: () => [dirname(days)], code: 'data-missing', says: ['is not a file'] },
  {
    of: 'two files of one name',
    data: () => [days, lab.days(1)],
    code: 'data-name-twice',
    says: ['days.csv', 'different names'],
  },
  { of: 'an empty file', data: csv(''), code: 'data-empty', says: ['drop.csv', '0 bytes'] },
  {
    of: 'a header only',
    data: csv('day,degrees,feels\n'),
    code: 'data-header-only',
    says: ['drop.csv', 'no rows', 'at least 1'],
  },
  {
    of: 'a ragged CSV',
    data: csv('day,degrees,feels\n1,20,warm\n2,20,warm,again\n'),
    code: 'data-ragged',
    says: ['drop.csv:3', '4 fields', 'header has 3'],
  },
  {
    of: 'an unclosed quote',
    data: csv('day,degrees,feels\n1,20,"warm\n2,20,warm\n'),
    code: 'data-ragged',
    says: ['drop.csv', 'line 2', 'never closed'],
  },
  {
    of: 'another delimiter',
    data: csv('day;degrees;feels\n1;20;warm\n'),
    code: 'data-delimiter',
    says: ['drop.csv', '","', '";"', '`data.delimiter`'],
  },
  {
    of: 'binary garbage',
    data: csv(Uint8Array.from({ length: 4096 }, (_, i) => (i * 37) % 251)),
    code: 'data-binary',
    says: ['drop.csv', 'byte 0x00 at offset 0', 'allowed: CSV, JSON Lines or Parquet'],
  },
  {
    of: 'UTF-16 that is cut',
    data: csv(Buffer.from('\ufeffday,degrees,feels\n1,20,warm\n', 'utf16le').subarray(0, -1)),
    code: 'data-encoding',
    says: ['drop.csv', 'not utf-16', 'at its end'],
  },
  {
    of: 'Latin-1',
    data: csv(Buffer.from('day,degrees,feels\n1,20,caf\xe9\n', 'latin1')),
    code: 'data-encoding',
    says: ['drop.csv', 'byte 0xe9 at offset 26', '`data.format.encoding` declares them'],
  },
  {
    of: 'a gzip bomb',
    data: () => [lab.file('bomb.csv.gz', gzipSync(Buffer.alloc(65 << 20, 'a,b\n')))],
    code: 'data-too-large',
    says: ['bomb.csv.gz', 'unpacks to more than 67108864 bytes'],
  },
  {
    of: 'a header with a name twice',
    data: csv('day,degrees,degrees,feels\n1,20,20,warm\n'),
    code: 'data-duplicate-header',
    says: ['drop.csv', '"degrees"', 'once'],
  },
  {
    of: 'a line of a gigabyte',
    data: () => [gigabyte()],
    code: 'data-long-line',
    says: ['long.csv', 'line that starts at byte 18', '1048576 bytes'],
  },
];

test.each(cases)(
  '$of is one clear error, exit code 65, and the store is not even made',
  async ({ workload = () => good, data = () => [days], code, says }) => {
    const store = lab.store('untouched');
    const { dependencies, written } = fakeTerminal();
    const files = data();
    const args = ['run', workload(), ...files.flatMap((file) => ['--data', file]), '--store', store];
    const startedMs = performance.now();
    const exit = await runCli(args, { ...dependencies, openPlace: async () => lazyLocalPlace(store) });
    const seconds = (performance.now() - startedMs) / 1000;

    expect(written.out).toBe('');
    expect(written.err).toMatch(new RegExp(`^signalbox: [^\\n]+ \\[${code}\\]\\n$`));
    for (const part of says) expect(written.err).toContain(part);
    expect(exit).toBe(65);
    expect(existsSync(store)).toBe(false);
    expect(seconds).toBeLessThan(5);
  },
);
