import type { ProcessIo } from './io';
import { run } from './program';

const io: ProcessIo = {
  stdin: process.stdin,
  stdout: process.stdout,
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

/** Whoever reads our output may stop early, as `head` does. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

void run(process.argv.slice(2), io).then((code) => {
  process.exitCode = code;
});
