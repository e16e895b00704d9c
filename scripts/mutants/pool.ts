import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Task } from './messages';

/** A worker that says nothing for so many milliseconds has hung, in a regular expression perhaps. */
const SILENCE = 90_000;

/** What became of a task: its result, or why there is none. */
export type Answer = { readonly result: unknown } | { readonly error: string } | { readonly hung: string };

/** A process that runs tests; started anew where a mutant takes it along. */
export class Worker {
  private child: ChildProcess | undefined;

  async ask(task: Task): Promise<Answer> {
    const child = this.child ?? (await start());
    this.child = child;
    const answer = await reply(child, () => child.send(task));
    if ('hung' in answer) this.stop();
    return answer;
  }

  stop(): void {
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }
}

async function start(): Promise<ChildProcess> {
  const child = fork(join(__dirname, 'worker.ts'), {
    execArgv: [...process.execArgv, '--max-old-space-size=2048'],
  });
  const ready = await reply(child, () => undefined);
  if ('result' in ready) return child;
  child.kill('SIGKILL');
  throw new Error(`a worker did not start: ${JSON.stringify(ready)}`);
}

function reply(child: ChildProcess, ask: () => void): Promise<Answer> {
  return new Promise((resolve) => {
    const done = (answer: Answer): void => {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('exit', onExit);
      resolve(answer);
    };
    const onMessage = (answer: Answer): void => done(answer);
    const onExit = (): void => done({ hung: 'the process ended' });
    const timer = setTimeout(() => done({ hung: 'no answer in time' }), SILENCE);
    child.on('message', onMessage);
    child.on('exit', onExit);
    ask();
  });
}
