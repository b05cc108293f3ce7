import type { ItemSource } from '../../lib/local/states-language/interpreter.ts';

/** S3 as the recordings know it: what was written is of no interest, and what was read is not in them. */
export class UnrecordedItems implements ItemSource {
  asked = false;

  // biome-ignore lint/correctness/useYield: there is nothing to list
  async *listObjects(): AsyncGenerator<never> {
    this.asked = true;
  }

  async getObject(): Promise<Uint8Array> {
    this.asked = true;
    throw new Error('the recording does not hold this object');
  }

  async putObject(): Promise<void> {}
}
