import { spawn } from 'node:child_process';

/** What a command answered. */
export interface Output {
  /** Exit code; -1 where a signal ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a command runs. */
export interface CommandOptions {
  /** Working folder. @default that of this process */
  readonly cwd?: string;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** What it reads. @default nothing */
  readonly input?: string;
}

/** Runs a command to its end. @throws Error where it cannot be started */
export function run(command: readonly string[], options: CommandOptions = {}): Promise<Output> {
  const [program = '', ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: options.cwd, env: { ...process.env, ...options.env } });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
    child.stdin.on('error', () => undefined); // a program may end before it has read everything
    child.stdin.end(options.input ?? '');
  });
}

/** Runs a command to its end and answers what it wrote. @throws Error with its messages where it fails */
export async function must(command: readonly string[], options: CommandOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await run(command, options);
  if (code === 0) return stdout;
  throw new Error(`${command.join(' ')}: exit code ${code}\n${stderr.trim() || stdout.trim()}`);
}
