import { formatRef, refOf } from '../../manifest/identity';
import { isOpaque, objectsAt, type PlainObject, stringAt } from '../../manifest/plain';
import { type Container, type Pod, podOf } from '../../manifest/pod';
import type { KindRegistry } from '../../manifest/registry';
import type { HardenContext } from '../control';
import { accountOf, DEFAULT_ACCOUNT } from '../rbac/shared/accounts';
import { calls, commandTexts } from './commands';
import { injectorOf } from './injectors';
import { textsOf } from './texts';

type Context = Pick<HardenContext, 'beside'>;

/** Where clients of the API look for their token. */
const TOKEN_FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Why a pod keeps the API token that the kubelet mounts; undefined where nothing shows that it needs one. */
export function podTokenReason(pod: Pod, context: Context): string | undefined {
  const injector = injectorOf(pod);
  if (injector?.needsToken === true)
    return `the container that ${injector.name} puts into the pod reads the token`;
  const account = accountOf(pod);
  const { namespace } = refOf(pod.manifest);
  if (isOpaque(account)) {
    const granted = grantReason(namespace, undefined, context);
    return granted === undefined ? undefined : `its ServiceAccount is not known yet, and ${granted}`;
  }
  const name = typeof account === 'string' ? account : DEFAULT_ACCOUNT;
  const granted = grantReason(namespace, name, context);
  if (granted !== undefined) return granted;
  const found = context.beside.find('ServiceAccount', namespace, name);
  return found?.automountServiceAccountToken === true
    ? `${formatRef(refOf(found))} says automountServiceAccountToken: true`
    : undefined;
}

/** Why an object, as far as it is known, needs the API token that pods get by default: a ServiceAccount, or what carries pods. */
export function tokenReason(
  manifest: PlainObject,
  context: Context,
  registry: KindRegistry,
): string | undefined {
  const { apiVersion, kind, namespace, name } = refOf(manifest, registry);
  if (apiVersion === 'v1' && kind === 'ServiceAccount') return grantReason(namespace, name, context);
  const path = registry.podSpecPath(apiVersion, kind);
  const pod = path === undefined ? undefined : podOf(manifest, path);
  return pod === undefined ? undefined : podTokenReason(pod, context);
}

/** What gives rights to an account, or to any of a namespace, as a reason to keep its token. */
export function grantReason(
  namespace: string | undefined,
  account: string | undefined,
  context: Context,
): string | undefined {
  const [grant] = context.beside.grantsOf(namespace, account);
  if (grant === undefined) return undefined;
  return `${formatRef(grant.binding)} gives rights to ${grant.to}; where the program never calls the API say false, else mount a projected token that expires`;
}

/** Whether no container gets a token anyway: the account says so, or each container mounts something in its place. */
export function hasNoToken(pod: Pod, context: Context): boolean {
  const account = accountOf(pod);
  const name = typeof account === 'string' ? account : DEFAULT_ACCOUNT;
  const found = context.beside.find('ServiceAccount', refOf(pod.manifest).namespace, name);
  return (
    found?.automountServiceAccountToken === false || pod.containers.every(({ spec }) => mountsToken(spec))
  );
}

function mountsToken(container: PlainObject): boolean {
  return objectsAt(container, 'volumeMounts').some(
    ({ mountPath }) => typeof mountPath === 'string' && mountPath.replace(/\/+$/, '') === TOKEN_FOLDER,
  );
}

const FLAG =
  /(?:^|[\s,=])(--?(?:leader-elect[\w-]*|enable-leader-election|in-?cluster|kubeconfig|kube-api[\w-]*|watch-namespaces?|provider(?:s\.)?kubernetes[\w.-]*))\b/i;
const OF_IMAGE =
  /(?:operator|controller|external-dns|autoscaler|cert-manager|kube-state-metrics|reloader|kubectl)/i;

/**
 * What points to a program that calls the API, where nothing gives it rights: as a phrase; undefined where nothing does.
 * Names only: values of arguments and of the environment may be secret.
 */
export function apiHint(pod: Pod): string | undefined {
  for (const container of pod.containers) {
    const hint = hintOf(container);
    if (hint !== undefined) return `container ${container.name} ${hint}`;
  }
  return undefined;
}

function hintOf(container: Container): string | undefined {
  const { spec } = container;
  for (const text of commandTexts(container)) {
    const flag = FLAG.exec(text)?.[1];
    if (flag !== undefined) return `has the argument ${flag}`;
  }
  if (calls(container, 'kubectl')) return 'calls kubectl';
  const strings = textsOf(container);
  if (strings.some((text) => text.includes('KUBERNETES_SERVICE_')))
    return 'reads the address of the API server';
  if (strings.some((text) => text.includes(TOKEN_FOLDER))) return 'reads the token';
  const variable = namespaceVariable(spec);
  if (variable !== undefined) return `is told its namespace (${variable})`;
  const image = stringAt(spec, 'image')?.split('@')[0]?.split('/').pop();
  return image !== undefined && OF_IMAGE.test(image) ? `has the image ${image}` : undefined;
}

/** The variable that tells a container its own namespace, as controllers want to know it. */
function namespaceVariable(container: PlainObject): string | undefined {
  const found = objectsAt(container, 'env').find((item) =>
    JSON.stringify(item.valueFrom ?? '').includes('"metadata.namespace"'),
  );
  return found === undefined ? undefined : stringAt(found, 'name');
}
