/** What went wrong, in words, without a stack trace. */
export function messageOfError(error: unknown): string {
  const code = codeOf(error);
  if (code === 'ENOENT') return 'found no such file or folder; needs one that exists';
  if (code === 'EACCES' || code === 'EPERM') return 'found no permission; needs a path that may be used';
  if (code === 'EISDIR') return 'found a folder; needs a file';
  if (code === 'ELOOP') return 'found a link that leads to itself; needs one that leads to a file';
  return error instanceof Error ? error.message : String(error);
}

/** The code of a system error. */
export function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
