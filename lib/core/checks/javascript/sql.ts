import { text } from '../sql.ts';
import { javascriptTest, type javascriptTests } from './registry.ts';

/** SQL of a test that runs in JavaScript, null for a null. */
export function tested(value: string, test: keyof typeof javascriptTests, argument = ''): string {
  return `${javascriptTest}(${value}, ${text(test)}, ${text(argument)})`;
}
