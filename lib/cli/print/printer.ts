import { type Paint, paintWith } from './paint.ts';
import { printable, printableJson } from './printable.ts';

export interface Stream {
  write(text: string): unknown;
}

export interface Terminal {
  stdout: Stream;
  stderr: Stream;
  /** Whether stdout is a terminal. */
  isTTY: boolean;
  /** NO_COLOR and TERM are looked at. */
  env: Record<string, string | undefined>;
  /** Columns of the terminal; 80 where it does not say, or says 0. */
  columns?: number | undefined;
}

/** Where a command prints: results on stdout, notes and errors on stderr. */
export interface Printer {
  /** Lines that the caller has made printable. */
  lines(lines: string[]): void;
  json(value: unknown): void;
  /** A sentence beside the result; never mixed into it. */
  note(text: string): void;
  paint: Paint;
  /** Whether lines may be redrawn. */
  live: boolean;
  columns: number;
  /** For redrawing, which needs control characters. */
  raw(text: string): void;
}

export function printerOn(terminal: Terminal): Printer {
  const dumb = terminal.env.TERM === 'dumb';
  return {
    lines: (lines) => {
      for (const line of lines) terminal.stdout.write(`${line}\n`);
    },
    json: (value) => terminal.stdout.write(`${printableJson(value)}\n`),
    note: (text) => terminal.stderr.write(`${printable(text)}\n`),
    paint: paintWith(terminal.isTTY && !dumb && !terminal.env.NO_COLOR),
    live: terminal.isTTY && !dumb,
    columns: terminal.columns || 80,
    raw: (text) => terminal.stdout.write(text),
  };
}
