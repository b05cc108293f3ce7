import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface Question {
  file: string;
  contractFile: string;
  contractText: string;
}

/** How a question ended. `fault`: an error that is ours. */
export interface Answer {
  ended: 'verdict' | 'refused' | 'fault';
  says: string;
  /** Most memory that the process has ever had. */
  peakBytes: number;
}

/** What no input may bring about. */
export interface Fall {
  ended: 'hung' | 'died';
  says: string;
}

export interface Judge {
  ask(question: Question): Promise<Answer | Fall>;
  close(): void;
}

/** A judge in a process of its own, which is started again after it fell. */
export function judge(limitMs: number): Judge {
  let child: ChildProcess | undefined;
  const running = () => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null)
      child = fork(join(import.meta.dirname, 'judge-process.ts'), { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    return child;
  };
  return {
    ask: async (question) => {
      const asked = running();
      const over = new AbortController();
      const { signal } = over;
      let told = '';
      asked.stderr?.on('data', (bytes) => {
        told = `${told}${bytes}`.slice(-2_000);
      });
      const limit = new Promise<Fall>((resolve) => {
        const timer = setTimeout(() => resolve({ ended: 'hung', says: `no answer after ${limitMs} ms` }), limitMs);
        signal.addEventListener('abort', () => clearTimeout(timer));
      });
      const answer = once(asked, 'message', { signal }).then(([message]) => message as Answer);
      const end = once(asked, 'exit', { signal }).then(
        ([code, name]): Fall => ({ ended: 'died', says: `${name ?? code}: ${told}` }),
      );
      for (const one of [answer, end]) one.catch(() => {});
      asked.send(question);
      const first = await Promise.race([answer, end, limit]);
      over.abort();
      asked.stderr?.removeAllListeners('data');
      if (first.ended === 'hung') asked.kill('SIGKILL');
      if (first.ended === 'hung' || first.ended === 'died') child = undefined;
      return first;
    },
    close: () => child?.kill('SIGKILL'),
  };
}
