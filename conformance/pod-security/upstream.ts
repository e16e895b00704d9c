import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { evaluatePod, type PodInput, type PodVerdict } from '../../lib/core/pod-security';

/** A level and a policy version. */
export interface Policy {
  readonly level: 'baseline' | 'restricted';
  readonly version: string;
}

/** A pod and the policies to judge it by. */
export interface Request {
  readonly pod: PodInput;
  readonly policies: readonly Policy[];
}

/** What the program in `upstream/` answers; see there. */
export interface Answer {
  readonly error?: string;
  readonly unknown?: string[];
  readonly verdicts?: { readonly reason: string; readonly results: PodVerdict['results'] }[];
}

/** Upstream's evaluator as a process: a JSON line in, a JSON line out. */
export class Upstream {
  private readonly process: ChildProcess;
  private readonly lines: AsyncIterator<string>;

  /** @param program the program built from `upstream/` */
  constructor(program: string) {
    const child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.process = child;
    this.lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  /** Asks all requests and yields the answers in their order. */
  async *ask(requests: readonly Request[]): AsyncGenerator<readonly [Request, Answer]> {
    this.process.stdin?.write(requests.map((request) => `${JSON.stringify(request)}\n`).join(''));
    for (const request of requests) {
      const { value } = await this.lines.next();
      if (typeof value !== 'string') throw new Error('the upstream program ended early');
      const answer: Answer = JSON.parse(value);
      yield [request, answer];
    }
  }

  end(): void {
    this.process.stdin?.end();
  }
}

/**
 * What our verdicts and upstream's differ in, as text; undefined where nothing does.
 * Where upstream refuses the pod, or drops a field and would allow it, ours must be that nothing can be said.
 */
export function difference({ pod, policies }: Request, answer: Answer): string | undefined {
  for (const [index, policy] of policies.entries()) {
    const ours = evaluatePod(pod, policy);
    if (!agrees(ours, answer, index)) {
      return JSON.stringify({ policy, ours, theirs: answer.verdicts?.[index] ?? answer, pod }, null, 1);
    }
  }
  return undefined;
}

function agrees(ours: PodVerdict, answer: Answer, index: number): boolean {
  if (answer.error !== undefined) return ours.allowed === null && ours.rejectedBy.length === 0;
  const theirs = answer.verdicts?.[index];
  if (theirs === undefined) return false;
  if (theirs.results.length === 0 && answer.unknown !== undefined) return ours.allowed === null;
  return (
    ours.allowed === (theirs.results.length === 0) &&
    (ours.undecidable === undefined) === (answer.unknown === undefined) &&
    ours.reason === theirs.reason &&
    JSON.stringify(ours.results) === JSON.stringify(theirs.results) &&
    ours.rejectedBy.join() ===
      theirs.results
        .map(({ check }) => check)
        .sort()
        .join()
  );
}
