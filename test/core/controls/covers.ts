/** Whether a declared field is a path itself, or is above it. */
export function covers(field: string, path: string): boolean {
  if (!path.startsWith(field)) return false;
  const next = path.charAt(field.length);
  return next === '' || next === '.' || next === '[';
}
