import { closeSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

const longestLine = 4_000;
const tailLines = 40;
const tailCharacters = 8_000;
const logLimitBytes = 2_000_000;

/** Output of a process: line by line, with the last lines at hand. Bounded however much is written, newlines or not. */
export class Output {
  #onLine: (line: string) => void;
  #log: RotatingLog | undefined;
  #tail: string[] = [];
  #streams = { stdout: new LineSplitter(), stderr: new LineSplitter() };

  constructor(options: { logPath?: string | undefined; onLine?: ((line: string) => void) | undefined }) {
    this.#onLine = options.onLine ?? (() => {});
    this.#log = options.logPath === undefined ? undefined : new RotatingLog(options.logPath);
  }

  write(stream: 'stdout' | 'stderr', chunk: Buffer): void {
    for (const line of this.#streams[stream].push(chunk)) this.line(line);
  }

  line(line: string): void {
    this.#tail.push(line);
    if (this.#tail.length > tailLines) this.#tail.shift();
    this.#log?.write(`${line}\n`);
    this.#onLine(line);
  }

  end(): void {
    for (const splitter of [this.#streams.stdout, this.#streams.stderr]) {
      for (const line of splitter.flush()) this.line(line);
    }
    this.#log?.close();
  }

  /** The last lines, at most 8,000 characters. */
  tail(): string {
    return this.#tail.join('\n').slice(-tailCharacters);
  }
}

/** Splits bytes into lines; a longer line is cut to 4,000 characters, its rest dropped. */
class LineSplitter {
  #decoder = new StringDecoder('utf8');
  #open = '';

  push(chunk: Buffer): string[] {
    const parts = this.#decoder.write(chunk).split('\n');
    const last = parts.pop() ?? '';
    const lines = parts.map((part) => {
      const line = cut(this.#open + part).replace(/\r$/, '');
      this.#open = '';
      return line;
    });
    this.#open = cut(this.#open + last);
    return lines;
  }

  flush(): string[] {
    const rest = this.#open + this.#decoder.end();
    this.#open = '';
    return rest === '' ? [] : [rest];
  }
}

function cut(line: string): string {
  return line.length > longestLine ? line.slice(0, longestLine) : line;
}

/** Appends to a file and starts a new one beyond 2 MB, keeping one older as `.1`. Synchronous: a crash loses nothing. */
export class RotatingLog {
  #path: string;
  #file: number | undefined;
  #size: number;

  constructor(path: string) {
    this.#path = path;
    this.#file = openSync(path, 'a', 0o600);
    this.#size = statSync(path).size;
  }

  write(text: string): void {
    if (this.#file === undefined) return;
    if (this.#size > logLimitBytes) {
      closeSync(this.#file);
      renameSync(this.#path, `${this.#path}.1`);
      this.#file = openSync(this.#path, 'a', 0o600);
      this.#size = 0;
    }
    this.#size += writeSync(this.#file, text);
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}
