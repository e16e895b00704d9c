import { formatRef, refOf } from '../../manifest/identity';
import { isOpaque, listAt, objectsAt, type PlainObject, stringAt } from '../../manifest/plain';
import type { Pod } from '../../manifest/pod';
import type { ApplyContext } from '../control';
import { accountOf, DEFAULT_ACCOUNT } from '../rbac/accounts';
import { commandTexts } from './commands';
import { injectorOf } from './injectors';
import { textsOf } from './texts';

type Context = Pick<ApplyContext, 'beside'>;

/** Where clients of the API look for their token. */
const TOKEN_FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Why a pod keeps the API token that the kubelet mounts; undefined where nothing shows that it needs one. */
export function podTokenReason(pod: Pod, context: Context): string | undefined {
  const injector = injectorOf(pod);
  if (injector?.needsToken === true)
    return `the container that ${injector.name} puts into the pod reads the token`;
  const account = accountOf(pod);
  if (isOpaque(account)) return 'its ServiceAccount is not known yet';
  const name = typeof account === 'string' ? account : DEFAULT_ACCOUNT;
  const { namespace } = refOf(pod.manifest);
  const granted = grantReason(namespace, name, context);
  if (granted !== undefined) return granted;
  const found = context.beside.find('ServiceAccount', namespace, name);
  return found?.automountServiceAccountToken === true
    ? `${formatRef(refOf(found))} says automountServiceAccountToken: true`
    : undefined;
}

/** What gives rights to an account, as a reason to keep its token. */
export function grantReason(
  namespace: string | undefined,
  account: string,
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

const HINT =
  /(?:^|[\s,=])--?(?:leader-elect\S*|enable-leader-election|in-?cluster|kubeconfig|kube-api\S*|namespace-selector|watch-namespaces?|kubernetes\.\S+|provider(?:s\.)?kubernetes\S*)\b/i;
const HINT_OF_IMAGE =
  /(?:operator|controller|external-dns|autoscaler|cert-manager|kube-state-metrics|reloader|kubectl)/i;

/** What points to a program that calls the API, where nothing gives it rights: as a phrase; undefined where nothing does. */
export function apiHint(pod: Pod): string | undefined {
  for (const container of pod.containers) {
    const { name, spec } = container;
    const argument = commandTexts(container).find((text) => HINT.test(text) || /\bkubectl\b/.test(text));
    if (argument !== undefined) return `container ${name} has the argument ${shorten(argument)}`;
    const variable = textsOf(container).find(
      (text) => text.includes('KUBERNETES_SERVICE_') || text.includes(TOKEN_FOLDER),
    );
    if (variable !== undefined) return `container ${name} reads ${shorten(variable)}`;
    const own = listAt(spec, 'env').length === 0 ? undefined : namespaceVariable(spec);
    if (own !== undefined) return `container ${name} is told its namespace (${own})`;
    const image = stringAt(spec, 'image')?.split('@')[0]?.split('/').pop();
    if (image !== undefined && HINT_OF_IMAGE.test(image)) return `container ${name} has the image ${image}`;
  }
  return undefined;
}

/** The variable that tells a container its own namespace, as controllers want to know it. */
function namespaceVariable(container: PlainObject): string | undefined {
  const found = objectsAt(container, 'env').find((item) =>
    JSON.stringify(item.valueFrom ?? '').includes('"metadata.namespace"'),
  );
  return found === undefined ? undefined : stringAt(found, 'name');
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= 60 ? line : `${line.slice(0, 59)}…`;
}
