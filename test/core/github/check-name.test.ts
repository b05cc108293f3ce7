import { checkNameOf } from '../../../lib/core/github/check-name.ts';
import { hear } from '../../../lib/core/github/events.ts';

test('two pipelines in one repository have checks of their own, so that neither hides what the other found', () => {
  expect(checkNameOf('iris', '')).toBe('signalbox');
  expect(checkNameOf('iris', 'models/iris')).toBe('signalbox/iris');
});

test('only our own check is run again when somebody asks for it', () => {
  const rerun = (name: string) => ({
    action: 'rerequested',
    repository: { id: 1, full_name: 'octo/iris' },
    check_run: {
      id: 7,
      name,
      head_sha: 'a'.repeat(40),
      completed_at: null,
      check_suite: { head_branch: 'main' },
      pull_requests: [],
    },
    sender: { login: 'ada' },
  });
  const connected = { repository: 'octo/iris', branch: 'main', check: 'signalbox/iris' };
  expect(hear('check_run', rerun('signalbox/iris'), connected)).toMatchObject({ change: { kind: 'push' } });
  expect(hear('check_run', rerun('signalbox/other'), connected)).toEqual({ ignored: 'check' });
});
