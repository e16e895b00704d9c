/** What a message says in place of a secret. */
export const NOT_SHOWN = 'a value that is not shown';

/** Whether a path, such as `data.password`, leads to what is secret in an object of a kind. */
export function isSecretPath(kind: unknown, path: string): boolean {
  return kind === 'Secret' && /^(?:data|stringData)(?![^.[])/.test(path);
}
