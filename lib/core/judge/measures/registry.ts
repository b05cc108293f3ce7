import { agreement } from './agreement.ts';
import { custom } from './custom.ts';
import { errorLimit } from './error-limit.ts';
import { errors } from './errors.ts';
import { invalid } from './invalid.ts';
import { kayenta } from './kayenta.ts';
import { latency } from './latency.ts';
import { latencyLimit } from './latency-limit.ts';
import { type Registered, registered } from './measure.ts';
import { outcome } from './outcome.ts';
import { predictionShift } from './prediction-shift.ts';
import { trafficShare } from './traffic-share.ts';

/** Everything that the judge can measure, in the order of its reports; one line each. */
export const measures: Registered[] = [
  registered(errors),
  registered(errorLimit),
  registered(latency),
  registered(latencyLimit),
  registered(invalid),
  registered(predictionShift),
  registered(agreement),
  registered(outcome),
  registered(custom),
  registered(trafficShare),
  registered(kayenta),
];
