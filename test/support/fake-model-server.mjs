// A model server without Python: /ping, /invocations, and the ways in which a real one misbehaves, chosen by environment.
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';

const {
  PORT,
  SIGNALBOX_SERVABLE,
  FAKE_EXIT,
  FAKE_NEVER_READY,
  FAKE_BODY,
  FAKE_STATUS,
  FAKE_DELAY_MS,
  FAKE_PIDS,
  FAKE_BODY_MEGABYTES,
} = process.env;
if (FAKE_PIDS) appendFileSync(FAKE_PIDS, `${process.pid}\n`);
console.log(`fake model server of ${SIGNALBOX_SERVABLE} on port ${PORT}`);
if (FAKE_EXIT) {
  console.error('no module named model');
  process.exit(Number(FAKE_EXIT));
}

const server = createServer(async (request, response) => {
  if (request.url === '/ping') {
    response.writeHead(FAKE_NEVER_READY ? 503 : 200).end();
    return;
  }
  let text = '';
  for await (const chunk of request) text += chunk;
  const { instances = [], crash, status, delayMs } = JSON.parse(text);
  if (crash) process.exit(3);
  const flood = FAKE_BODY_MEGABYTES && 'x'.repeat(Number(FAKE_BODY_MEGABYTES) * 1024 * 1024);
  const answer = FAKE_BODY ?? flood ?? JSON.stringify({ predictions: instances.map(() => 0), by: SIGNALBOX_SERVABLE });
  setTimeout(
    () => response.writeHead(status ?? Number(FAKE_STATUS ?? 200), { 'content-type': 'application/json' }).end(answer),
    delayMs ?? Number(FAKE_DELAY_MS ?? 0),
  );
});
server.listen(Number(PORT), '127.0.0.1');
