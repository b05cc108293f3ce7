/**
 * How a key lies in a directory: one folder a segment, names left readable (`runs/x/report.html` is just that).
 * A key may be a prefix of another (`a`, `a/b`), which no file system allows, so files and folders never share a name:
 * a name with an extension is a file's, one without is a folder's, and the odd ones out are marked `%f` and `%d`.
 * Other characters are percent-encoded bytes in capitals, and what is too long for a file name goes on in a folder `…%+`.
 * Keys that differ in case only need a case-sensitive file system.
 */

/** File systems allow 255 bytes; the rest is for `%+`. */
const longestName = 200;
const extension = /\.[A-Za-z][A-Za-z0-9]*$/;
const continued = '%+';

/** Path of the key's file below the root, name by name. The key must have passed `assertObjectKey`. */
export function fileNames(key: string): string[] {
  const segments = key.split('/');
  const leaf = encode(segments.pop() ?? '');
  return [...folderNames(segments), ...pieces(extension.test(leaf) ? leaf : `${leaf}%f`)];
}

/** Path of the folder that holds all keys below these segments. */
export function folderNames(segments: string[]): string[] {
  return segments.flatMap((segment) => {
    const name = encode(segment);
    return pieces(extension.test(name) ? `${name}%d` : name);
  });
}

/** The key of a file found below the root, or undefined for a file that is not ours. Inverse of `fileNames`. */
export function keyOf(names: string[]): string | undefined {
  const segments: string[] = [];
  let open = '';
  for (const name of names) {
    if (name.endsWith(continued)) open += name.slice(0, -continued.length);
    else {
      segments.push(decode((open + name).replace(/%[fd]$/, '')));
      open = '';
    }
  }
  const key = segments.join('/');
  return fileNames(key).join('/') === names.join('/') ? key : undefined;
}

function encode(segment: string): string {
  return [...Buffer.from(segment)].map(encodeByte).join('');
}

function encodeByte(byte: number): string {
  const character = String.fromCharCode(byte);
  return /[A-Za-z0-9._=+@,~-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

function decode(name: string): string {
  const binary = name.replaceAll(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(binary, 'latin1').toString('utf8');
}

function pieces(name: string): string[] {
  const count = Math.ceil(name.length / longestName);
  return Array.from({ length: count }, (_, index) => {
    const piece = name.slice(index * longestName, (index + 1) * longestName);
    return index < count - 1 ? piece + continued : piece;
  });
}
