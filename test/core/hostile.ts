import fc from 'fast-check';

/** What a terminal or a log viewer obeys instead of showing it. */
export const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** What a runner takes for a command in a line. */
export const COMMAND = /^\s*::|##(?:vso|teamcity)?\[/i;

const PIECES = [
  '\n',
  '\r',
  '\u001b[2J\u001b[H',
  '\u001b]0;title\u0007',
  '\u009b31m',
  '\u007f\b',
  '\u0085',
  '\u2028',
  '\u2029',
  '\u202e',
  '\u2066',
  '\u200f',
  '\u200b',
  '\ufeff',
  '\ud800',
  '\u{e0041}',
  '::',
  '::add-mask::0',
  '::warning file=README.md,line=1::x',
  '##[set-env name=A]b',
  '##vso[task.setvariable variable=a]b',
  '##teamcity[x]',
  '#',
  ' ',
  ':',
  'web',
  '0 findings, 0 suppressed',
  '漢',
];

/** Texts made to be obeyed. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...PIECES) },
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    {
      maxLength: 6,
    },
  )
  .map((pieces) => pieces.join(''));
