import { isData } from '../../core/arrival/is-data.ts';
import { folderOf, incoming } from '../../core/triggers/data.ts';
import type { IntakePorts, ListedObject } from '../../ports.ts';

/** The folder that the newest file of data came to; undefined before the first. */
export async function newestFolder({
  data,
  pipeline,
}: Pick<IntakePorts, 'data' | 'pipeline'>): Promise<string | undefined> {
  let newest: ListedObject | undefined;
  for await (const object of data.list(incoming(pipeline))) {
    if (!isData(object, folderOf(object.key))) continue;
    if (!newest || object.modifiedAt > newest.modifiedAt) newest = object;
  }
  return newest && folderOf(newest.key);
}
