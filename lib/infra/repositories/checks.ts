import { InputError } from '../../core/errors.ts';

/** A branch as it is called, without `refs/heads/`. */
export function branchOf(where: string, branch: string): string {
  if (/^(?!refs\/)(?!\/)[^\s~^:?*[\\]{1,256}$/.test(branch)) return branch;
  throw new InputError(
    'branch-invalid',
    `${where}: branch: got ${JSON.stringify(branch)}; allowed: the name of a branch, without refs/heads/`,
  );
}

/** A folder of the repository, without slashes at its ends; empty for the root. */
export function folderOf(where: string, folder = ''): string {
  const trimmed = folder.replaceAll(/^\.?\/+|\/+$/g, '');
  const segments = trimmed === '' || trimmed === '.' ? [] : trimmed.split('/');
  if (!segments.some((segment) => segment === '' || segment === '.' || segment === '..')) return segments.join('/');
  throw new InputError(
    'folder-invalid',
    `${where}: folder: got ${JSON.stringify(folder)}; allowed: a path within the repository, such as models/iris`,
  );
}
