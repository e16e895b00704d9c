import type { Cluster } from './cluster';
import { until } from './wait';

/** What kubectl said of a folder. */
export interface Applied {
  readonly code: number;
  /** Its warnings and errors. */
  readonly lines: readonly string[];
}

/** What is said of a node agent, which reads a folder of its node: the level that its namespace warns at stays. */
export const AGENT_WARNING = /would violate PodSecurity "restricted:[^"]*": .*hostPath/;

/** Applies a folder as its user would: every file of it, with kubectl. */
export async function applyFolder({ server }: Pick<Cluster, 'server'>, folder: string): Promise<Applied> {
  const { code, stderr } = await server.kubectl('apply', '-R', '-f', folder);
  // The controllers made the account `default` first, and kubectl says that it takes it over.
  const lines = stderr
    .split('\n')
    .filter((line) => line !== '' && !/serviceaccounts\/default is missing the kubectl/.test(line));
  return { code, lines };
}

/** Deletes namespaces with everything in them, and waits until they are gone. */
export async function deleteNamespaces(
  { api }: Pick<Cluster, 'api'>,
  names: readonly string[],
): Promise<void> {
  const path = (name: string): string => `/api/v1/namespaces/${name}`;
  await Promise.all(names.map((name) => api.send('DELETE', path(name))));
  await until(`the end of ${names.join(', ')}`, 180, async () => {
    const left = await Promise.all(names.map((name) => api.send('GET', path(name))));
    return left.every(({ status }) => status === 404);
  });
}

/** Runs a command in the only container of a pod. @returns what it wrote. @throws Error where it fails */
export async function inPod(
  { server }: Pick<Cluster, 'server'>,
  namespace: string,
  pod: string,
  ...command: readonly string[]
): Promise<string> {
  const { code, stdout, stderr } = await server.kubectl('exec', '-n', namespace, pod, '--', ...command);
  if (code !== 0) throw new Error(`${pod}: ${command.join(' ')}: exit code ${code}: ${stderr.trim()}`);
  return stdout;
}
