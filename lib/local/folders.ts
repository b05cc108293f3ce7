import { join, resolve } from 'node:path';

/** Where the local place keeps what: all under one folder, by default `.signalbox`. */
export interface Folders {
  root: string;
  /** The store, as the bucket is on AWS. */
  store: string;
  /** Data drops, as the data bucket is on AWS. */
  data: string;
  /** Journals of executions. */
  executions: string;
  /** The router's state: address, route, servers. */
  router: string;
  /** Requests for approval and their answers. */
  approvals: string;
  /** Synthesized definitions. */
  assembly: string;
}

export function foldersIn(root: string): Folders {
  const at = (name: string) => join(resolve(root), name);
  return {
    root: resolve(root),
    store: at('store'),
    data: at('data'),
    executions: at('executions'),
    router: at('router'),
    approvals: at('approvals'),
    assembly: at('assembly'),
  };
}
