// A process that judges files by contracts, one after the other, and says how each ended. It may hang or fall: its parent looks on.
import { InputError, messageOf } from '../../lib/core/errors.ts';
import { validateFiles } from '../../lib/steps/validate.ts';
import type { Answer, Question } from './judged.ts';

/** What may run on for ever is stopped sooner than a user's would be, so that there is time for more cases. */
const limits = { patternMs: 1_000, testMs: 1_000, sqlMs: 1_000 };

process.on('message', async (question: Question) => {
  process.send?.(await answerTo(question));
});

async function answerTo({ file, contractFile, contractText }: Question): Promise<Answer> {
  try {
    const gate = await validateFiles({
      files: [file],
      contractFile,
      contractText,
      format: {},
      limits,
      allowUnsupported: true,
    });
    return { ended: 'verdict', says: JSON.stringify(gate), peakBytes: peakBytes() };
  } catch (thrown) {
    const ended = thrown instanceof InputError ? 'refused' : 'fault';
    const says = thrown instanceof Error && ended === 'fault' ? (thrown.stack ?? thrown.message) : messageOf(thrown);
    return { ended, says, peakBytes: peakBytes() };
  }
}

function peakBytes(): number {
  return process.resourceUsage().maxRSS * 1024;
}
