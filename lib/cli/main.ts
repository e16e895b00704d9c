import { messageOfError } from './errors';
import { type ProcessIo, USAGE } from './io';
import { run } from './program';
import { writeAll } from './write-all';

const STDOUT = 1;

const io: ProcessIo = {
  stdin: process.stdin,
  stdout: { write: print },
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  colour: takesColour(process.stdout.isTTY),
  terminal: takesColour(process.stderr.isTTY),
  now: () => new Date(),
};

/** Colours are for terminals whose user did not refuse them (https://no-color.org). */
function takesColour(terminal: boolean | undefined): boolean {
  const { NO_COLOR, TERM } = process.env;
  return terminal === true && (NO_COLOR === undefined || NO_COLOR === '') && TERM !== 'dumb';
}

/** Anyone who reads our output may stop early, as `head` does. */
function print(text: string): void {
  try {
    writeAll(STDOUT, text);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EPIPE') process.exit(0);
    process.stderr.write(`bulwark: cannot write to standard output: ${messageOfError(error)}\n`);
    process.exit(USAGE);
  }
}

void run(process.argv.slice(2), io).then((code) => {
  process.exitCode = code;
});
