import { timelineOf } from '../../lib/local/executions/timeline.ts';
import { StateProgress } from '../../lib/local/progress.ts';
import type { HistoryEvent } from '../../lib/local/states-language/journal.ts';

/** Events a second apart, of these types; entries and exits name their state. */
function history(...events: Array<[type: string, name?: string]>): HistoryEvent[] {
  return events.map(([type, name], i) => ({
    id: i + 1,
    previousEventId: i,
    timestamp: new Date(Date.parse('2026-11-23T09:00:00.000Z') + i * 1000).toISOString(),
    type,
    ...(type.endsWith('Entered') ? { stateEnteredEventDetails: { name: name ?? '' } } : {}),
    ...(type.endsWith('Exited') ? { stateExitedEventDetails: { name: name ?? '' } } : {}),
  }));
}

function told(events: HistoryEvent[]): string[] {
  const states = new StateProgress();
  return events.flatMap((event) => {
    const progress = states.after('delivery', event);
    return progress?.kind === 'state' ? [`${progress.state} ${progress.status}`] : [];
  });
}

const caught = history(
  ['TaskStateEntered', 'Train'],
  ['TaskScheduled'],
  ['TaskFailed'],
  ['TaskStateExited', 'Train'],
  ['TaskStateEntered', 'Settle'],
  ['TaskScheduled'],
  ['TaskSucceeded'],
  ['TaskStateExited', 'Settle'],
);

const retried = history(
  ['TaskStateEntered', 'Score'],
  ['TaskScheduled'],
  ['TaskTimedOut'],
  ['TaskScheduled'],
  ['TaskSucceeded'],
  ['TaskStateExited', 'Score'],
);

test('a state that a Catch took on failed, and the next one did not', () => {
  expect(told(caught)).toEqual(['Train entered', 'Train failed', 'Settle entered', 'Settle done']);
});

test('a state that succeeded at another try is done', () => {
  expect(told(retried)).toEqual(['Score entered', 'Score done']);
});

test('what is told as it happens is what the timeline says afterwards', () => {
  for (const events of [caught, retried]) {
    const ended = told(events).filter((line) => !line.endsWith('entered'));
    expect(timelineOf('delivery', events).map(({ state, status }) => `${state} ${status}`)).toEqual(ended);
  }
});

test('Pass, Choice and the children of a Map are not told', () => {
  const children = history(['TaskStateEntered', 'ProfileShard']).map((child) => ({
    ...child,
    journal: { line: 'shard 0', run: 'profile' },
  }));
  const events = history(['PassStateEntered', 'Begin'], ['PassStateExited', 'Begin'], ['ChoiceStateEntered', 'Go?']);
  expect(told([...events, ...children])).toEqual([]);
});
