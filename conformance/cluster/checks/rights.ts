import { isPlain, objectAt } from '../../../lib/core/manifest/plain';
import type { Api } from '../api';
import { ask, type Pod } from '../pods';
import type { Checks } from './checks';
import RIGHTS from './rights.json';

/** The least number of rights that this suite sees denied. */
const DENIALS = 40;

/** Each grant is allowed and what lies next to it denied; the token that a pod has opens the same. */
export async function checkRights(api: Api, pod: Pod, checks: Checks): Promise<void> {
  const user = `system:serviceaccount:${pod.namespace}:reloader`;
  for (const right of RIGHTS.granted)
    checks.equal(`may ${right.join(' ')}`, await isAllowed(api, account(user), right), true);
  for (const right of RIGHTS.denied)
    checks.equal(`may ${right.join(' ')}`, await isAllowed(api, account(user), right), false);
  checks.count('rights granted, each allowed', RIGHTS.granted.length);
  checks.count('rights next to them, each denied', RIGHTS.denied.length);
  checks.holds('denials', RIGHTS.denied.length >= DENIALS, `only ${RIGHTS.denied.length} of ${DENIALS}`);
  for (const other of ['tools:default', 'online-boutique:frontend', 'online-boutique:default']) {
    const stranger = account(`system:serviceaccount:${other}`);
    for (const right of RIGHTS.granted)
      checks.equal(`${other} may ${right.join(' ')}`, await isAllowed(api, stranger, right), false);
  }
  for (const [method, path, status] of RIGHTS.requests) {
    const question = `call?method=${method}&path=${encodeURIComponent(String(path))}`;
    const answer = await ask(api, pod, question);
    checks.equal(
      `${method} ${path} with the mounted token`,
      isPlain(answer) ? answer.status : answer,
      status,
    );
  }
}

/** Who asks: a user with its groups. */
export interface Subject {
  readonly user: string;
  readonly groups: readonly string[];
}

function account(user: string): Subject {
  return { user, groups: groupsOf(user) };
}

/** Whether the API server lets somebody do something: verb, group, resource, namespace, name. */
export async function isAllowed(
  api: Api,
  { user, groups }: Subject,
  right: readonly string[],
): Promise<boolean> {
  const [verb, group, resource = '', namespace, name] = right;
  const [plural, subresource] = resource.split('/');
  const attributes = { verb, group, resource: plural, subresource, namespace, name };
  const review = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SubjectAccessReview',
    spec: { user, groups, resourceAttributes: attributes },
  };
  const { body } = await api.send('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', {
    body: review,
  });
  const status = typeof body === 'string' ? undefined : objectAt(body, 'status');
  if (typeof status?.allowed !== 'boolean') throw new Error(`${right.join(' ')}: no answer`);
  return status.allowed;
}

/** The groups that the API server puts a service account into. */
export function groupsOf(user: string): string[] {
  const [, , namespace] = user.split(':');
  return ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'];
}
