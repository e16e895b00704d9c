import { listAt, objectAt, objectsAt, type PlainObject, stringAt } from '../../lib/core/manifest/plain';

/** Labels in one line, without what drivers put before the keys. */
function labels(selector: PlainObject | undefined): string {
  return Object.entries(objectAt(selector, 'matchLabels') ?? {})
    .map(([key, value]) => `${key.replace(/^k8s:/, '').replace(/^.*\//, '')}=${String(value)}`)
    .sort()
    .join(',');
}

function peers(rule: PlainObject): string[] {
  const named = [...listAt(rule, 'toEntities'), ...listAt(rule, 'fromEntities')].map(String);
  const pods = [...objectsAt(rule, 'toEndpoints'), ...objectsAt(rule, 'fromEndpoints')].map(labels);
  const hosts = objectsAt(rule, 'toFQDNs').map((item) => Object.values(item).join());
  const blocks = [...objectsAt(rule, 'toCIDRSet'), ...objectsAt(rule, 'fromCIDRSet')];
  const plain = [...objectsAt(rule, 'to'), ...objectsAt(rule, 'from')].map((peer) => {
    const block = objectAt(peer, 'ipBlock');
    if (block !== undefined) return range(block);
    const home = labels(objectAt(peer, 'namespaceSelector'));
    return [...(home === '' ? [] : [home]), labels(objectAt(peer, 'podSelector'))].join(',');
  });
  return [...named, ...pods, ...hosts, ...blocks.map(range), ...plain];
}

function range(block: PlainObject): string {
  const except = listAt(block, 'except').map(String);
  return [stringAt(block, 'cidr'), ...(except.length === 0 ? [] : [`-${except.join('-')}`])].join('');
}

function ports(rule: PlainObject): string[] {
  const items = objectsAt(rule, 'toPorts');
  const own = (port: PlainObject, more = ''): string =>
    `${String(port.port)}${port.protocol === 'TCP' ? '' : `/${String(port.protocol)}`}${more}`;
  return [
    ...items.flatMap((item) => {
      const rules = objectAt(item, 'rules');
      const more = rules === undefined ? '' : JSON.stringify(rules);
      return objectsAt(item, 'ports').map((port) => own(port, more));
    }),
    ...objectsAt(rule, 'ports').map((port) => own(port)),
  ];
}

/** The rules of a policy, each peer and port by itself, in lines such as `out instance=api 8080`; sorted. */
export function lines(policy: PlainObject): string[] {
  const spec = objectAt(policy, 'spec');
  const of = (key: string, word: string): string[] =>
    objectsAt(spec, key).flatMap((rule) =>
      peers(rule).flatMap((peer) => ports(rule).map((port) => `${word} ${peer} ${port}`)),
    );
  const mesh = objectsAt(spec, 'rules').flatMap((rule) => {
    const accounts = objectsAt(rule, 'from').flatMap((from) =>
      listAt(objectAt(from, 'source') ?? {}, 'serviceAccounts'),
    );
    const to = objectsAt(rule, 'to').flatMap((item) => listAt(objectAt(item, 'operation') ?? {}, 'ports'));
    return accounts.flatMap((account) => to.map((port) => `in ${String(account)} ${String(port)}`));
  });
  return [...of('ingress', 'in'), ...of('egress', 'out'), ...mesh].sort();
}
