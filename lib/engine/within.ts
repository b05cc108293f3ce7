import { createContext, Script } from 'node:vm';

type Test = (text: string) => boolean;

/** Whatever runs inside the script is stopped when the time for all calls together is over. */
export function within(budgetMs: number): (test: Test, texts: Array<string | null>) => Array<boolean | null> {
  const sandbox: { test: Test; texts: Array<string | null> } = { test: () => false, texts: [] };
  const context = createContext(sandbox);
  const script = new Script('texts.map((text) => text === null ? null : test(text))');
  let leftMs = budgetMs;
  return (test, texts) => {
    Object.assign(sandbox, { test, texts });
    const startedMs = performance.now();
    try {
      return script.runInContext(context, { timeout: Math.max(1, Math.ceil(leftMs)) }) as Array<boolean | null>;
    } finally {
      leftMs -= performance.now() - startedMs;
    }
  };
}
