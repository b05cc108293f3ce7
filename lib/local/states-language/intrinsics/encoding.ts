import { createHash } from 'node:crypto';
import { IntrinsicFault } from '../errors.ts';
import { type Intrinsic, textAt, valueAt } from './arguments.ts';

const ALGORITHMS: Record<string, string> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};
/** Characters that these functions accept. */
const LONGEST = 10_000;

function limited(text: string): string {
  if (text.length > LONGEST) throw new IntrinsicFault(`The input must not exceed ${LONGEST} characters.`);
  return text;
}

const hash: Intrinsic = (args) => {
  const data = valueAt(args, 0);
  const name = textAt(args, 1);
  const algorithm = ALGORITHMS[name];
  if (algorithm === undefined) {
    throw new IntrinsicFault(`Unknown hash algorithm ${name}; known are ${Object.keys(ALGORITHMS).join(', ')}.`);
  }
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  return createHash(algorithm).update(limited(text)).digest('hex');
};

const decode: Intrinsic = (args) => {
  const text = limited(textAt(args, 0));
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw new IntrinsicFault('The input is not Base64.');
  return Buffer.from(text, 'base64').toString('utf8');
};

export const ENCODING: Record<string, Intrinsic> = {
  'States.Base64Encode': (args) => Buffer.from(limited(textAt(args, 0)), 'utf8').toString('base64'),
  'States.Base64Decode': decode,
  'States.Hash': hash,
};
