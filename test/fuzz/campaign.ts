import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { hostileContract } from './contracts.ts';
import { hostileFile } from './data.ts';
import { judge } from './judged.ts';

export interface Campaign {
  /** Stops asking after this time, or after `cases`. */
  limitMs: number;
  cases: number;
  /** A case that takes longer hangs. */
  caseMs: number;
  seed?: number | undefined;
  told?(tally: Tally): void;
}

export interface Tally {
  verdict: number;
  refused: number;
  /** Slowest case. */
  longestMs: number;
  peakBytes: number;
}

/** Written into a file that is not of the job: whoever repeats it has read what it must not. */
const secret = 'canary-5b1f0c7e';

/**
 * Judges any file by any contract, each in a process that is watched.
 * @throws Error with the smallest case found that did not end in a verdict or in one clear error in its time, or that read or
 * wrote a file that is not its own.
 */
export async function fuzz({ limitMs, cases, caseMs, seed, told }: Campaign): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-fuzz-'));
  const [canary, escaped] = [join(folder, 'canary.txt'), join(folder, 'escaped')];
  writeFileSync(canary, secret);
  const tally: Tally = { verdict: 0, refused: 0, longestMs: 0, peakBytes: 0 };
  const judging = judge(caseMs);
  const ask = async (file: string, bytes: Uint8Array, contract: { name: string; text: string }) => {
    const path = join(folder, file);
    writeFileSync(path, bytes);
    const contractText = contract.text.replaceAll('%CANARY%', canary).replaceAll('%ESCAPE%', escaped);
    const startedMs = performance.now();
    const answer = await judging.ask({ file: path, contractFile: contract.name, contractText });
    rmSync(path, { force: true });
    tally.longestMs = Math.max(tally.longestMs, performance.now() - startedMs);
    const wrong = wrongIn(answer, contractText) ?? (existsSync(escaped) ? 'a file was written' : undefined);
    if (wrong !== undefined) throw new Error(`${answer.ended}: ${wrong}`);
    if (answer.ended !== 'verdict' && answer.ended !== 'refused') return;
    tally[answer.ended] += 1;
    tally.peakBytes = Math.max(tally.peakBytes, answer.peakBytes);
    told?.(tally);
  };
  try {
    const parquet = await smallParquet(folder);
    await fc.assert(
      fc.asyncProperty(hostileFile(parquet), hostileContract, ({ name, bytes }, contract) =>
        ask(name, bytes, contract),
      ),
      {
        numRuns: cases,
        interruptAfterTimeLimit: limitMs,
        markInterruptAsFailure: false,
        ...(seed === undefined ? {} : { seed }),
      },
    );
  } finally {
    judging.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return tally;
}

/** Why an answer is none: nothing, or the words for it. */
function wrongIn({ ended, says }: { ended: string; says: string }, contractText: string): string | undefined {
  if (ended === 'hung' || ended === 'died' || ended === 'fault') return says;
  if (says.includes(secret)) return `the answer repeats a file that is not of the job: ${says.slice(0, 500)}`;
  if (ended === 'refused' && says.length > 4_000 + contractText.length) return `an error of ${says.length} characters`;
  if (ended === 'refused' && says.trim().length < 10) return `an error that says nothing: ${JSON.stringify(says)}`;
  return undefined;
}

/** A table that is as it should be, to be spoiled. */
async function smallParquet(folder: string): Promise<Uint8Array> {
  const file = join(folder, 'whole.parquet');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const rows = `SELECT i AS a, 'x' || i AS b, CASE WHEN i % 3 = 0 THEN 'NaN'::DOUBLE ELSE i / 7 END AS c FROM range(40) t(i)`;
  await connection.run(`COPY (${rows}) TO '${file}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 2048)`);
  connection.closeSync();
  instance.closeSync();
  return readFileSync(file);
}
