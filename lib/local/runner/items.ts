import { InternalError } from '../../core/errors.ts';
import type { Ports } from '../../ports.ts';
import type { ItemSource, ListedObject } from '../states-language/services.ts';

/** The store as the bucket that distributed Maps read their items from. */
export function itemsIn({ store }: Pick<Ports, 'store'>): ItemSource {
  return {
    getObject: async (_bucket, key) => {
      const object = await store.get(key);
      if (!object) throw new InternalError('object-missing', `${key} is not in the store`);
      return object.bytes;
    },
    putObject: async (_bucket, key, body) => {
      await store.put(key, body);
    },
    async *listObjects(_bucket, prefix): AsyncIterable<ListedObject> {
      for await (const { key, size, etag, modifiedAt } of store.list(prefix)) {
        yield {
          Etag: etag,
          Key: key,
          LastModified: Date.parse(modifiedAt) / 1000,
          Size: size,
          StorageClass: 'STANDARD',
        };
      }
    },
  };
}
