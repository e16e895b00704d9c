import { problemsOf, wordFor } from './fields';
import type { FileSchema } from './schema';

/** What every script of ours begins with: it stops at the first error, and what it writes is for its user alone. */
const FRAME = ['#!/bin/sh', 'set -eu', 'umask 077'];

/** A script for a POSIX shell that fills keys into a file on a node: it holds none, and shows none. */
export const FILL_SCRIPT: FileSchema = {
  id: 'POSIX shell script that fills keys',
  check: (content) =>
    problemsOf((take) => {
      if (typeof content !== 'string') {
        take('', wordFor(content), 'the text of a script', FRAME.join('; '));
        return;
      }
      const lines = content.split('\n').filter((line) => !/^#(?!!)/.test(line));
      for (const [index, line] of FRAME.entries()) {
        if (lines[index] !== line) take('', 'another beginning', FRAME.join(', then '), line);
      }
      if (/[A-Za-z0-9+/]{43}=/.test(content))
        take('', 'a key, which is not shown', 'no key', 'take the key out');
    }),
};
