import { objectsAt } from '../../manifest/plain';
import type { Container, Pod } from '../../manifest/pod';
import { commandTexts } from './commands';

/** The strings that a container's program is given: command, arguments and the values of its environment. */
export function textsOf(container: Container): string[] {
  const values = objectsAt(container.spec, 'env').map(({ value }) => value);
  return [...commandTexts(container), ...values.filter((value) => typeof value === 'string')];
}

const SERVICE_VARIABLE =
  /\b[A-Z][A-Z0-9_]*_(?:SERVICE_HOST|SERVICE_PORT|PORT_\d+_(?:TCP|UDP|SCTP))[A-Z0-9_]*\b/g;

/** A variable of the pod's strings that the kubelet makes of the Services of the namespace; those of the API server always come. */
export function serviceVariable(pod: Pod): string | undefined {
  for (const container of pod.containers) {
    const own = new Set(objectsAt(container.spec, 'env').map(({ name }) => name));
    for (const text of textsOf(container)) {
      const found = (text.match(SERVICE_VARIABLE) ?? []).find(
        (name) => !own.has(name) && !name.startsWith('KUBERNETES_'),
      );
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

const SHORT_NAME = /(?:^|[^\w.-])(?:[a-z0-9-]+\.){2}svc(?![\w.-])/;

/** The container whose strings have a name of a Service that leaves out the domain of the cluster: `db.shop.svc`. */
export function shortNameUser(pod: Pod): Container | undefined {
  return pod.containers.find((container) => textsOf(container).some((text) => SHORT_NAME.test(text)));
}
