import { asl } from './asl.ts';
import { gx } from './gx.ts';

/** `npm run conformance -- <suite> [--cases FILE_OR_DIR]`: judges the product by cases that others recorded. */
const SUITES: Record<string, (args: string[]) => Promise<number>> = { asl, gx };

const [name = '', ...args] = process.argv.slice(2);
const suite = SUITES[name];
if (suite === undefined) {
  console.error(`unknown suite ${JSON.stringify(name)}; known are ${Object.keys(SUITES).join(', ')}`);
  process.exitCode = 64;
} else {
  process.exitCode = await suite(args);
}
