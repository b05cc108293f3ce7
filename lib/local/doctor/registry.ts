import type { Examination } from '../../core/doctor.ts';
import { lease } from './checks/lease.ts';
import { node } from './checks/node.ts';
import { python } from './checks/python.ts';
import { router } from './checks/router.ts';
import { store } from './checks/store.ts';
import type { LocalPatient } from './patient.ts';

/** Every examination of a laptop, in the order in which it is told. One more: one file and one line here. */
export const localExaminations: Record<string, Examination<LocalPatient>> = { node, python, store, lease, router };
