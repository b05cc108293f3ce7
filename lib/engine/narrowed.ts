import type { DuckDBConnection } from '@duckdb/node-api';
import { identifier, text } from '../core/checks/sql.ts';

export interface Bounds {
  /** What the engine may read and write. */
  files: string[];
  /** Folder for what does not fit into memory. */
  spill: string;
  memoryBytes: number;
  threads: number;
}

/** Bounds what an engine may use and reach; whoever has SQL of others locks it too. */
export async function narrow(connection: DuckDBConnection, bounds: Bounds): Promise<void> {
  await set(connection, 'TimeZone', text('UTC'));
  await limitMemory(connection, bounds.memoryBytes);
  await set(connection, 'threads', String(bounds.threads));
  // Whole numbers of a range of so many bits are grouped by their place in it, in some 10 MB a thread, which takes a third of the time.
  await set(connection, 'perfect_ht_threshold', '18');
  await set(connection, 'temp_directory', text(bounds.spill));
  await set(connection, 'allowed_paths', `[${bounds.files.map(text).join(', ')}]`);
  await set(connection, 'autoinstall_known_extensions', 'false');
  await set(connection, 'autoload_known_extensions', 'false');
  await set(connection, 'allow_community_extensions', 'false');
  await set(connection, 'enable_external_access', 'false');
}

export async function lock(connection: DuckDBConnection): Promise<void> {
  await set(connection, 'lock_configuration', 'true');
}

export function limitMemory(connection: DuckDBConnection, bytes: number): Promise<void> {
  return set(connection, 'memory_limit', text(`${Math.round(bytes / 1024)}KiB`));
}

async function set(connection: DuckDBConnection, name: string, value: string): Promise<void> {
  await connection.run(`SET ${identifier(name)} = ${value}`);
}
