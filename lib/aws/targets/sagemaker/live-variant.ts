import type { Role } from './names.ts';

/** A variant of ours that is there, launched or about to be. */
export interface LiveVariant {
  name: string;
  role: Role;
  servableId: string;
  /** As it is, not as it was asked for. */
  weight: number;
  /** Instances asked for; null: it has none. */
  count: number | null;
}
