/** A size such as `8Mi` as NGINX and HAProxy write it, whose letters are powers of 1024. */
export function proxySize(size: string): string {
  return size.toLowerCase().replace(/i$/, '');
}
