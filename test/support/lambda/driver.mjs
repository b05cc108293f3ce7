// Loads a bundle and calls its handler for every event on standard input, as Lambda's runtime does: node driver.mjs <bundle>
// Answers go to descriptor 3, a line each, so that standard output holds what the handler itself logs.
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const { handler } = await import(pathToFileURL(process.argv[2]).href);
for await (const line of createInterface(process.stdin)) {
  const { id, event } = JSON.parse(line);
  const started = performance.now();
  const answer = await handler(event).then(
    (value) => ({ value }),
    (error) => ({ error: `${error.name}: ${error.message}` }),
  );
  writeSync(3, `${JSON.stringify({ id, ms: performance.now() - started, ...answer })}\n`);
}
