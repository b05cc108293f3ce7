import { InputError } from '../../core/errors.ts';

/** Names of an archive's entries: relative, with `/`, never upwards. @throws InputError `path-outside` */
export function assertInside(name: string): void {
  const segments = name.split('/');
  const bad =
    name === '' || name.startsWith('/') || /[\\\0]/.test(name) || /^[A-Za-z]:/.test(name) || segments.includes('..');
  if (bad) throw new InputError('path-outside', `The archive holds ${JSON.stringify(name)}, a path outside of it.`);
}
