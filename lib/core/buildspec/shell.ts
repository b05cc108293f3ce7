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

/** A virtual environment of its own, with exactly the files that the hashes name. */
export function pythonEnvironment(requirements: string[]): string {
  const files = requirements.map((file) => `-r ${quoted(`./${file}`)}`).join(' ');
  return `python3 -m venv /tmp/venv
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
