import type { HistoryEvent, Journal } from '../states-language/journal.ts';

/** A journal that tells somebody of each event once it is kept. */
export function watched(journal: Journal, on: (event: HistoryEvent) => void): Journal {
  return {
    read: () => journal.read(),
    append: async (event) => {
      await journal.append(event);
      on(event);
    },
  };
}
