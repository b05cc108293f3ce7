import { delimiter } from 'node:path';

/**
 * The whole environment of a workload's command: what a shell needs, the virtual environment first on the path, and what
 * is given. Never the caller's own: no credential of his reaches code that came with a push.
 */
export function workloadEnvironment(
  venv: { binDir: string } | undefined,
  given: Record<string, string> = {},
): Record<string, string> {
  const { PATH = '/usr/bin:/bin', HOME, LANG = 'C.UTF-8', TMPDIR } = process.env;
  return {
    PATH: venv ? `${venv.binDir}${delimiter}${PATH}` : PATH,
    LANG,
    PYTHONUNBUFFERED: '1',
    ...(HOME === undefined ? {} : { HOME }),
    ...(TMPDIR === undefined ? {} : { TMPDIR }),
    ...given,
  };
}
