import { forbidden } from './pull-request/forbidden.ts';
import { ours, pullRequestRoles } from './pull-request/template.ts';

describe('no role of a pull request may', () => {
  test.each(Object.entries(forbidden))('%s', (_, call) => {
    expect(pullRequestRoles.length).toBeGreaterThan(10);
    expect(pullRequestRoles.filter((one) => ours.iam.ask(one, call) === 'allowed')).toEqual([]);
  });

  test('do what this list could not tell: most of it is allowed to delivery, so the evaluator sees it', () => {
    const others = ours.iam.roles().filter((one) => !pullRequestRoles.includes(one));
    const seen = Object.entries(forbidden).filter(([, call]) =>
      others.some((one) => ours.iam.ask(one, call) === 'allowed'),
    );
    expect(seen.length).toBeGreaterThan(25);
  });
});
