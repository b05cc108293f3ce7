import { InputError } from '../../core/errors.ts';

/** The engine reads what is nested by recursion, and one that runs out of stack takes the process with it. */
export const maxNesting = 500;

const newline = 0x0a;
const quote = 0x22;
const backslash = 0x5c;
/** `[` and `{` differ from each other in one bit, and so do `]` and `}`. */
const eitherBit = 0x20;
const opening = 0x7b;
const closing = 0x7d;

/** Where in a line of JSON its bytes so far lead. */
interface Place {
  depth: number;
  inText: boolean;
  escaped: boolean;
}

/** The same bytes, JSON Lines whose lists and objects lie in each other at most `maxNesting` deep. @throws InputError `data-nested` */
export async function* checkedNesting(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  let line = 1;
  let place = startOfLine();
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length; ) {
      const end = chunk.indexOf(newline, from);
      const whole = end >= 0 && place.depth === 0 && !place.inText;
      // Most lines are too short to be deep.
      if (!whole || end - from > maxNesting) {
        follow(chunk.subarray(from, end < 0 ? chunk.length : end), place);
        if (place.depth > maxNesting) throw tooDeep(name, line);
      }
      if (end < 0) break;
      line += 1;
      place = startOfLine();
      from = end + 1;
    }
    yield chunk;
  }
}

function startOfLine(): Place {
  return { depth: 0, inText: false, escaped: false };
}

/** Stops at what is too deep. */
function follow(bytes: Uint8Array, place: Place): void {
  let { depth, inText, escaped } = place;
  for (const byte of bytes) {
    if (escaped) escaped = false;
    else if (inText) {
      if (byte === quote) inText = false;
      else if (byte === backslash) escaped = true;
    } else if (byte === quote) inText = true;
    else if ((byte | eitherBit) === opening) {
      depth += 1;
      if (depth > maxNesting) break;
    } else if ((byte | eitherBit) === closing) depth -= 1;
  }
  Object.assign(place, { depth, inText, escaped });
}

function tooDeep(name: string, line: number): InputError {
  return new InputError(
    'data-nested',
    `${name}:${line}: lists and objects lie in each other more than ${maxNesting} deep; allowed: ${maxNesting}`,
  );
}
