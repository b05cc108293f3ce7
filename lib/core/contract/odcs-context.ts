import type { Check } from '../checks/check.ts';
import { InputError } from '../errors.ts';
import { fault, type Path, type YamlSource } from '../yaml-source.ts';
import type { ReadOptions } from './reader.ts';
import { unsupportedCheck } from './unsupported.ts';

/** What the parts of a contract know of the whole. */
export class OdcsContext {
  readonly source: YamlSource;
  readonly options: ReadOptions;
  /** Names by which people call the table. */
  readonly tables: string[];
  /** Name in the data by name in the contract. */
  private readonly columns: ReadonlyMap<string, string>;

  constructor(source: YamlSource, options: ReadOptions, tables: string[], columns: ReadonlyMap<string, string>) {
    this.source = source;
    this.options = options;
    this.tables = tables;
    this.columns = columns;
  }

  /** The column of a property. @throws InputError for a property that the contract does not have */
  column(property: string, path: Path): string {
    const column = this.columns.get(property);
    if (column !== undefined) return column;
    const known = [...this.columns.keys()].join(', ');
    throw this.fault(path, `names ${JSON.stringify(property)}, which is no property; properties: ${known}`);
  }

  place(path: Path): Check['source'] {
    return { file: this.source.file, line: this.source.lineOf(path), key: path.join('.') };
  }

  fault(path: Path, says: string): InputError {
    return new InputError('contract-invalid', fault(this.source, path, says));
  }

  unsupported(what: string, why: string, path: Path): Check {
    const source = this.place(path);
    return unsupportedCheck({ what, why, at: `${source.file}:${source.line}`, source }, this.options);
  }
}
