import { posix } from 'node:path';
import { GetBlobCommand, GetFolderCommand } from '@aws-sdk/client-codecommit';
import type { SourceFile } from '../../code-host-ports.ts';
import { InputError, InternalError } from '../../core/errors.ts';
import { ask, type CodeCommitSend } from './client.ts';
import { inOrder } from './in-order.ts';

/** CodeCommit has no archive: every folder and every file is a call. */
const width = 8;

interface Blob {
  path: string;
  blobId: string;
  executable: boolean;
}

interface Place {
  repository: string;
  /** Without slashes at its ends; empty is the root. */
  folder: string;
  commit: string;
}

/**
 * Files of a folder at a commit. A link to a file of the folder stands for a copy of it.
 * @throws InputError `commit-gone`, `workload-empty`, `workload-too-large`, `path-outside`, `repository-submodule`
 */
export async function* filesOf(client: CodeCommitSend, place: Place): AsyncIterable<SourceFile> {
  const { files, links } = await list(client, place);
  const byPath = new Map(files.map((file) => [file.path, file]));
  const copies: Blob[] = [];
  for await (const { path, bytes } of inOrder(links, width, (link) => read(client, place, link))) {
    const target = posix.join(posix.dirname(path), Buffer.from(bytes).toString());
    const file = byPath.get(target);
    if (!file) {
      throw new InputError('path-outside', `${path} in the workload is a link to no file of the workload; copy it`);
    }
    copies.push({ ...file, path });
  }
  yield* inOrder([...files, ...copies], width, (file) => read(client, place, file));
}

async function list(client: CodeCommitSend, place: Place): Promise<{ files: Blob[]; links: Blob[] }> {
  const files: Blob[] = [];
  const links: Blob[] = [];
  let folders = [place.folder];
  while (folders.length > 0) {
    const deeper: string[] = [];
    for await (const found of inOrder(folders, width, (folder) => folderOf(client, place, folder))) {
      const [submodule] = found.subModules ?? [];
      if (submodule) {
        throw new InputError(
          'repository-submodule',
          `${submodule.absolutePath} in the workload is a submodule, which is not fetched; copy it`,
        );
      }
      files.push(...(found.files ?? []).map((file) => blobOf(file, place)));
      links.push(...(found.symbolicLinks ?? []).map((link) => blobOf(link, place)));
      deeper.push(...(found.subFolders ?? []).map(({ absolutePath }) => plain(absolutePath)));
    }
    folders = deeper;
  }
  return { files, links };
}

function folderOf(client: CodeCommitSend, { repository, commit }: Place, folderPath: string) {
  const input = { repositoryName: repository, commitSpecifier: commit, folderPath };
  return ask(`the folder "${folderPath}" of ${commit} in ${repository}`, () =>
    client.send(new GetFolderCommand(input)),
  );
}

async function read(client: CodeCommitSend, { repository }: Place, { path, blobId, executable }: Blob) {
  const input = { repositoryName: repository, blobId };
  const { content } = await ask(`${path} in ${repository}`, () => client.send(new GetBlobCommand(input)));
  return { path, bytes: content ?? new Uint8Array(), executable };
}

function blobOf(
  { absolutePath, blobId, fileMode }: { absolutePath?: string; blobId?: string; fileMode?: string },
  { folder }: Place,
): Blob {
  const path = plain(absolutePath);
  const inside = folder === '' ? path : path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : '';
  if (!blobId || inside === '') {
    throw new InternalError('codecommit-answer', `CodeCommit lists ${absolutePath} in the folder "${folder}"`);
  }
  return { path: inside, blobId, executable: fileMode === 'EXECUTABLE' };
}

function plain(absolutePath = ''): string {
  return absolutePath.replace(/^\/+|\/+$/g, '');
}
