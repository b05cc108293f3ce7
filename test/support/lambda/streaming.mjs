// What Lambda's runtime gives to functions that stream their answer. A handler answers when its stream ends, and goes on after that.
import { Writable } from 'node:stream';

class Answer extends Writable {
  chunks = [];
  prelude;

  _write(chunk, _encoding, done) {
    this.chunks.push(Buffer.from(chunk));
    done();
  }
}

function streamifyResponse(handler) {
  return (event) =>
    new Promise((resolve, reject) => {
      const stream = new Answer();
      stream.once('finish', () => {
        const body = Buffer.concat(stream.chunks);
        resolve({ ...stream.prelude, body: body.toString('utf8') });
      });
      handler(event, stream, { getRemainingTimeInMillis: () => 30_000 }).then(
        () => stream.writableFinished || reject(new Error('the handler ended without an answer')),
        reject,
      );
    });
}

const HttpResponseStream = {
  from: (stream, prelude) => {
    stream.prelude = prelude;
    return stream;
  },
};

globalThis.awslambda = { streamifyResponse, HttpResponseStream };
