/** A size such as `8Mi` as NGINX and HAProxy write it, whose letters are powers of 1024. */
export function proxySize(size: string): string {
  return size.toLowerCase().replace(/i$/, '');
}

/** The opposite of {@link proxySize}; undefined for what is no size. */
export function mebibytes(size: string | undefined): string | undefined {
  const [, amount, unit] = /^(\d+)([kmg])$/.exec(size ?? '') ?? [];
  return amount === undefined || unit === undefined ? undefined : `${amount}${unit.toUpperCase()}i`;
}
