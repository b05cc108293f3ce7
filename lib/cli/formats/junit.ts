import { junitOf } from '../../core/export/junit.ts';
import type { Format, Told } from './format.ts';

export const junit: Format<Told> = { name: 'junit', write: ({ gate }) => junitOf(gate) };
