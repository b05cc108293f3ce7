import { InputError } from '../errors.ts';

/** One word of bash, whatever it holds. Single quotes switch everything off but themselves. */
export function quoted(text: string): string {
  if (text.includes('\0'))
    throw new InputError(
      'nul-in-command',
      `a command or value of the policy holds a NUL character: ${JSON.stringify(text)}`,
    );
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Where pip keeps what it downloads; CodeBuild keeps the folder under the hash of the pinned requirements. */
export const pipCache = '/tmp/pip-cache';

/**
 * A virtual environment of its own, with exactly the files that the hashes name. What comes out of a cache is held against them
 * too, but for wheels that pip built itself: those it would believe, so they never come out of one.
 */
export function pythonEnvironment(requirements: string[]): string {
  const files = requirements.map((file) => `-r ${quoted(`./${file}`)}`).join(' ');
  return `# Dependencies, exactly as their hashes say; a cache only spares the download.
export PIP_CACHE_DIR=${pipCache}
rm -rf ${pipCache}/wheels
python3 -m venv /tmp/venv
export PATH=/tmp/venv/bin:$PATH
python -m pip install --quiet --disable-pip-version-check --require-hashes ${files}`;
}

/** Copies one file into the store under `key`. */
export function upload(path: string, key: string): string {
  return `aws s3api put-object --bucket "$SIGNALBOX_STORE" --key ${quoted(key)} --body ${path} > /dev/null`;
}

/** Copies a log, if there is one; whatever comes of it, the build's own end counts. */
export function uploadLog(path: string, key: string): string {
  return `[ ! -f ${path} ] || ${upload(path, key)} || true`;
}
