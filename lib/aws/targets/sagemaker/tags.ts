import type { ServedEndpoint } from './served-endpoint.ts';

export function tagList({ tags }: Pick<ServedEndpoint, 'tags'>) {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
