import { noRow } from '../../checks/bound.ts';
import type { Check } from '../../checks/check.ts';
import { faultOf } from '../../checks/matching.ts';
import { fromPython } from '../../checks/python-pattern.ts';
import { InputError } from '../../errors.ts';
import { fault, type Path, validate, type YamlSource } from '../../yaml-source.ts';
import type { ReadOptions } from '../reader.ts';
import { isMapping } from '../reader.ts';
import { unsupportedCheck } from '../unsupported.ts';
import { type CheckWord, checkWord, knownWords } from './check-words.ts';
import type { ListedCheck } from './listed-checks.ts';
import { columnKeys } from './schema.ts';

/** Of a check with one argument, a mapping has it under any name; the argument that a bare value is goes by its own. */
function argsOf({ args, bare }: CheckWord, given: unknown): unknown {
  const [only = '', ...others] = Object.keys(args.shape);
  const values = isMapping(given) ? Object.values(given) : [];
  if (others.length > 0) return bare !== undefined && typeof given === 'number' ? { [bare]: given } : given;
  return { [only]: isMapping(given) && values.length === 1 ? values[0] : given };
}

/** Makes checks of one schema, each with its place. */
export class SchemaContext {
  readonly source: YamlSource;
  private readonly options: ReadOptions;

  constructor(source: YamlSource, options: ReadOptions) {
    this.source = source;
    this.options = options;
  }

  check(kind: string, columns: string[], args: object, path: Path, more: Partial<Check> = {}): Check {
    const name = String(path.at(-1) ?? kind);
    const origin: Check['origin'] = { format: 'pandera', name, args: {} };
    return { kind, columns, args, accept: noRow, severity: 'error', source: this.place(path), origin, ...more };
  }

  unsupported(what: string, why: string, path: Path): Check {
    const { file, line } = this.place(path);
    return unsupportedCheck({ what, why, at: `${file}:${line}`, source: this.place(path) }, this.options);
  }

  fault(path: Path, says: string): InputError {
    return new InputError('contract-invalid', fault(this.source, path, says));
  }

  /** As pandas matches names: from their beginning. */
  namePattern(pattern: string, path: Path): string {
    if (faultOf(pattern, 'python') !== undefined)
      throw this.fault(
        path,
        `${JSON.stringify(pattern)} is not a regular expression of Python's \`re\` that can be read`,
      );
    return `^(?:${fromPython(pattern)})`;
  }

  /** One of pandera's own checks, of a column. */
  listed({ name, given, options, path }: ListedCheck, column: string): Check {
    const word = checkWord(name);
    if (!word) throw this.fault(path, `is no check that pandera writes; ${knownWords(name, columnKeys)}`);
    const checked = validate(word.args, argsOf(word, given), this.source, path);
    const { kind, args: own } = word.meaning(checked);
    // A comparison with a missing value is false in pandas, and its negation true.
    const negated = kind === 'forbidden-values';
    const missing =
      options.ignore_na || kind === 'distinct-values' ? {} : ({ missing: negated ? 'pass' : 'fail' } as const);
    return this.check(kind, [column], own, path, {
      severity: options.raise_warning ? 'warning' : 'error',
      origin: { format: 'pandera', name, args: checked, meta: options },
      ...missing,
    });
  }

  private place(path: Path): Check['source'] {
    return { file: this.source.file, line: this.source.lineOf(path), key: path.join('.') };
  }
}
