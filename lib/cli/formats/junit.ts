import { junitOf } from '../../core/export/junit.ts';
import type { Format } from './format.ts';

export const junit: Format = { name: 'junit', write: ({ gate }) => junitOf(gate) };
