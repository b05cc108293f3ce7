/** An object of the data bucket as a listing tells of it; ports.ts has it as ListedObject, with the same fields. */
export interface Listed {
  key: string;
  /** Bytes. */
  size: number;
  etag: string;
  version: string;
  /** ISO 8601, UTC. */
  modifiedAt: string;
}
