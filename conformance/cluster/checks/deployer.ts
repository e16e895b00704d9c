import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { objectAt, type PlainObject, stringAt } from '../../../lib/core/manifest/plain';
import { type Answer, Api, messageOf } from '../api';
import type { ApiServer } from '../cluster';
import type { Example } from '../examples';
import { FACTS } from '../facts';
import { until } from '../wait';
import { objectsInFolder } from '../yaml';
import { named, said } from './api-server';
import type { Checks } from './checks';
import ATTEMPTS from './deployer.json';

const NAMESPACE = 'delivery';

/**
 * Applies the platform's part of an output as its administrator, and the team's with the token of the deployer alone; then tries with this token
 * what it must not be able to do.
 */
export async function checkDeployer(server: ApiServer, example: Example, checks: Checks): Promise<void> {
  for (const object of example.objects)
    checks.equal(`${named(object)} is applied by the platform`, said(await server.api.apply(object)), TAKEN);
  const deployer = await withToken(server, NAMESPACE);
  const team = objectsInFolder(join(example.folder, 'teams', NAMESPACE));
  checks.holds('the part of the team', team.length > 10, `only ${team.length} objects`);
  for (const object of team) {
    const name = `${named(object)} with the token of the deployer`;
    const first = await deployer.apply(object);
    checks.equal(`${name} is applied`, said(first), TAKEN);
    const again = await deployer.apply(object);
    checks.equal(`${name} is applied again`, [said(again), versionOf(again)], [TAKEN, versionOf(first)]);
    checks.count('objects of a team that its deployer applies, over three versions', 1);
  }
  for (const object of example.objects) {
    const answer = await deployer.apply(object);
    checks.equal(`${named(object)} with the token of the deployer is refused`, answer.status, 403);
    checks.count('objects of the platform that it is refused, over three versions', 1);
  }
  for (const { what, method, path, body, status, says } of ATTEMPTS.attempts) {
    const contentType = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    const answer = await deployer.send(method, path, { body, contentType });
    checks.equal(`the deployer: ${what}`, answer.status, status);
    checks.matches(`the deployer: ${what}, in these words`, messageOf(answer), new RegExp(says));
    checks.count('attempts of a deployer to get more, over three versions', status === 403 ? 1 : 0);
  }
  // What it has applied it may take away again.
  for (const object of [...team].reverse()) {
    const answer = await deployer.send('DELETE', await server.api.pathOf(object));
    checks.equal(`${named(object)} is deleted by the deployer`, answer.status, 200);
  }
}

const TAKEN = { accepted: true, warnings: [] };

function versionOf({ body }: Answer): string | undefined {
  return typeof body === 'string' ? undefined : stringAt(objectAt(body, 'metadata'), 'resourceVersion');
}

/** The API server as the deployer of a namespace sees it: with a token of some minutes, and no certificate. */
export async function withToken(server: ApiServer, namespace: string): Promise<Api> {
  const { folder, pki } = server.places;
  const answer = await server.api.send(
    'POST',
    `/api/v1/namespaces/${namespace}/serviceaccounts/deployer/token`,
    {
      body: {
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'TokenRequest',
        spec: { expirationSeconds: 900 },
      },
    },
  );
  const token =
    typeof answer.body === 'string' ? undefined : stringAt(objectAt(answer.body, 'status'), 'token');
  if (token === undefined) throw new Error(`no token: ${messageOf(answer)}`);
  const config = join(folder, `deployer-${namespace}.kubeconfig`);
  writeFileSync(config, JSON.stringify(configOf(token, join(pki, 'ca.crt'))), { mode: 0o600 });
  return wayIn(server, namespace, [`--kubeconfig=${config}`]);
}

/** The API server as a user sees it whose tokens it takes itself; here the administrator stands in for them. */
export function asUser(server: ApiServer, namespace: string, user: string): Promise<Api> {
  return wayIn(server, namespace, [
    `--kubeconfig=${join(server.places.pki, 'admin.kubeconfig')}`,
    `--as=${user}`,
  ]);
}

async function wayIn(server: ApiServer, namespace: string, flags: readonly string[]): Promise<Api> {
  const { folder, kubernetes } = server.places;
  const socket = join(folder, `deployer-${namespace}.sock`);
  const proxy = ['proxy', `--unix-socket=${socket}`, '--disable-filter=true', ...flags];
  server.inside.start(`proxy-of-${namespace}`, [join(kubernetes, 'kubectl'), ...proxy]);
  const api = new Api(socket);
  await until(`the way in of the deployer of ${namespace}`, 30, () => api.isReady());
  return api;
}

function configOf(token: string, authority: string): PlainObject {
  const server = `https://127.0.0.1:${FACTS.apiPort}`;
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'cluster', cluster: { server, 'certificate-authority': authority } }],
    users: [{ name: 'deployer', user: { token } }],
    contexts: [{ name: 'deployer', context: { cluster: 'cluster', user: 'deployer' } }],
    'current-context': 'deployer',
  };
}
