const told = new Set<string>();

/** Says once in a process that something is called or written differently now; what it was works until 1.0. */
export function noteFormer(text: string): void {
  if (told.has(text)) return;
  told.add(text);
  process.emitWarning(`bulwark: ${text}`, { type: 'DeprecationWarning', code: 'BULWARK_FORMER' });
}

/** The same for what is written at one place. */
export function noteFormerAt(where: string, strings: readonly string[]): void {
  for (const text of strings) noteFormer(`${where}: ${text}`);
}
