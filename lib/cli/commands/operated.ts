import type { OperateRequest } from '../../core/operation.ts';
import { printable } from '../print/printable.ts';
import type { CliCommand, Session } from './command.ts';

/** What all that an operator does to a rollout can end with. */
export const operatedExits: CliCommand['exits'] = ['pass', 'usage', 'input', 'conflict', 'ours'];

/**
 * Asks for it, and while traffic is on its way asks again, which is harmless: whoever ends the command leaves it to the pipeline, which
 * gets there by itself.
 */
export async function operated(
  { place, print, sleep }: Session,
  request: Omit<OperateRequest, 'by'>,
  json = false,
): ReturnType<CliCommand['act']> {
  let said = '';
  for (;;) {
    const result = await place.operate(request);
    if (result.progress === 'done') {
      if (json) print.json(result);
      else print.lines([printable(result.sentence)]);
      return 'pass';
    }
    if (result.sentence !== said) print.note(printable(result.sentence));
    said = result.sentence;
    await sleep(result.waitSeconds * 1000);
  }
}
