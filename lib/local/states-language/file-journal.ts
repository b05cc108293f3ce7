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
    // A disk that fills up takes a part of the first write, and says why of the second.
    for (let written = 0; written < line.length; ) written += writeSync(this.#descriptor, line, written);
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
