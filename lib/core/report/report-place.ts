import type { PaidTraining } from '../cost/paid-training.ts';
import { layout } from '../store-layout.ts';
import type { CommentPlace } from './pull-request-comment.ts';

/** Where a run's report is opened: S3's console finds a bucket's region by itself. On a laptop there is only a path. */
export function reportPlace(
  runId: string,
  { names, place, training }: { names: { store: string }; place: 'aws' | 'local'; training?: PaidTraining | undefined },
): CommentPlace {
  const key = layout.report(runId);
  if (place === 'local') return { reportUrl: null, reportPath: `${names.store}/${key}` };
  const query = new URLSearchParams({ prefix: key });
  return {
    reportUrl: `https://s3.console.aws.amazon.com/s3/object/${encodeURIComponent(names.store)}?${query}`,
    reportPath: `s3://${names.store}/${key}`,
    training,
  };
}
