import { closeSync, existsSync, fstatSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { HistoryEvent, Journal } from './journal.ts';

const NEWLINE = 0x0a;

/**
 * A journal in a file of JSON lines. Each append is one write to a file opened for appending, so the end of the process
 * loses nothing that was acted on; a last line without its newline (the process died within the write) is cut off.
 * Nothing is fsynced: it outlives the process, not the power.
 */
export class FileJournal implements Journal {
  readonly path: string;
  #descriptor: number | undefined;

  constructor(path: string) {
    this.path = path;
  }

  append(event: HistoryEvent): void {
    this.#descriptor ??= this.#open();
    const line = Buffer.from(`${JSON.stringify(event)}\n`, 'utf8');
    const written = writeSync(this.#descriptor, line);
    if (written !== line.length) throw new Error(`${this.path}: wrote ${written} of ${line.length} bytes`);
  }

  async read(): Promise<HistoryEvent[]> {
    if (!existsSync(this.path)) return [];
    return readFileSync(this.path, 'utf8')
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as HistoryEvent);
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #open(): number {
    const descriptor = openSync(this.path, 'a+');
    const content = readFileSync(this.path);
    const whole = content.lastIndexOf(NEWLINE) + 1;
    if (whole < fstatSync(descriptor).size) ftruncateSync(descriptor, whole);
    return descriptor;
  }
}
