import type { Verification } from '../../steps/verify-release.ts';
import type { Folders } from '../folders.ts';
import type { LocalPorts } from '../local-ports.ts';
import type { Python } from '../workload/python.ts';

/** This machine, and a store on it. */
export interface LocalPatient {
  folders: Folders;
  ports: Pick<LocalPorts, 'store' | 'executions' | 'clock' | 'target'>;
  /** Of Node. */
  version: string;
  findPython(): Promise<Python>;
  verify(version: string): Promise<Verification>;
}
