import type { ApprovalComment } from '../approval-comment.ts';
import type { CodeChange, codeHostKinds } from '../code-change.ts';

/** What a trigger asks the intake for, whatever event it came as. */
export type Asked =
  /** Data arrived under this prefix: look whether the drop is complete. */
  | { ask: 'collect'; prefix: string }
  | { ask: 'code'; change: CodeChange }
  /** Train again, on the newest drop or else on the champion's data. `nonce` tells two such askings apart. */
  | { ask: 'retrain'; trigger: { kind: 'schedule' | 'drift' | 'manual'; detail: string }; nonce: string }
  /** A person answers whether a run that waits may release. */
  | { ask: 'answer'; answer: ApprovalComment }
  | { ask: 'nothing'; why: string };

/** What a pipeline listens to. */
export interface TriggerPlace {
  pipeline: string;
  dataBucket: string;
  /** Null: no repository is connected. */
  repository: { host: (typeof codeHostKinds)[number]; name: string; branch: string } | null;
}

/** One kind of event that can start runs; one file each, and one line in the registry. */
export interface Trigger {
  name: string;
  /**
   * What the event asks for; undefined when it is not of this kind.
   * @throws InputError when it is of this kind and cannot be used
   */
  read(event: unknown, place: TriggerPlace): Asked | undefined;
}
