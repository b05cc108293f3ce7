/** A request or an answer that the service's published model does not allow: a defect of our code or of a fake. */
class ModelBreach extends Error {
  override readonly name = 'ModelBreach';
}

const reported: string[] = [];

/** Code under test may catch what a client throws; what is reported here fails the test in any case. */
export function report(service: string, operation: string, breaches: string[]): void {
  if (breaches.length > 0) fail(service, operation, breaches.join('; '));
}

/** What a fake does not do fails the test as well: nobody shall take its silence for AWS's. */
export function fail(service: string, operation: string, why: string): never {
  const sentence = `${service} ${operation}: ${why}`;
  reported.push(sentence);
  throw new ModelBreach(sentence);
}

/** Takes what was reported so far, for a test which expects it and for programs that run outside of Jest. */
export function takeBreaches(): string[] {
  return reported.splice(0);
}

const { afterEach } = globalThis as { afterEach?: (check: () => void) => void };

afterEach?.(() => {
  const breaches = takeBreaches();
  if (breaches.length > 0) throw new ModelBreach(breaches.join('\n'));
});
