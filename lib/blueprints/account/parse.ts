import type { ClusterProfile } from '../../core/cluster/profile';
import { labelledNameProblems, labelValueProblems, objectNameProblems } from '../../core/manifest/names';
import type { Grant } from '../../core/rbac/grant';
import type { Problems } from '../problems';
import { checkLabels } from '../workload/parse/labels';
import type { AccountProps } from './props';

const VERBS: ReadonlySet<string> = new Set(['get', 'list', 'watch', 'update', 'patch', 'create']);
/** Resources whose objects hold credentials, run code or change rights: never all of a namespace. */
const NAMED_ONLY: ReadonlySet<string> = new Set(['secrets']);

/** Resources and groups as the API names them: no wildcards, no subresources. */
const RESOURCE = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;
const GROUP = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;

/** Says what is wrong with an identity: its name, labels and rights. */
export function checkAccount(name: string, props: AccountProps, problems: Problems): void {
  const { instance } = props;
  const check = instance === undefined ? labelledNameProblems : objectNameProblems;
  problems.addAll('name', name, check('ServiceAccount', name), `name: 'reader'`);
  checkLabels('labels', props.labels ?? {}, problems);
  if (instance !== undefined)
    problems.addAll('instance', instance, labelValueProblems(instance), `instance: 'web'`);
  checkGrants(props.grants ?? [], problems);
}

/** Refuses what the types refuse too, in grants that were written by hand: wildcards, subresources, all secrets. */
export function checkGrants(grants: readonly Grant[], problems: Problems): void {
  for (const [index, grant] of grants.entries()) {
    const field = `grants[${index}]`;
    const verbs = grant.verbs.filter((verb) => !VERBS.has(verb));
    if (verbs.length > 0 || grant.verbs.length === 0) {
      problems.add(`${field}.verbs`, grant.verbs, `some of ${[...VERBS].join(', ')}`, `watch('pods')`);
    }
    if (!RESOURCE.test(grant.resource) || (grant.apiGroup !== '' && !GROUP.test(grant.apiGroup))) {
      const needs = 'one resource by its name, without wildcards and subresources';
      const [wrong, found] = RESOURCE.test(grant.resource)
        ? ['apiGroup', grant.apiGroup]
        : ['resource', grant.resource];
      problems.add(`${field}.${wrong}`, found, needs, `watch('pods')`);
    }
    const named = grant.names !== undefined && grant.names.length > 0 && !grant.names.includes('');
    if (!named && (grant.names !== undefined || NAMED_ONLY.has(grant.resource))) {
      problems.add(`${field}.names`, grant.names, 'the names of the objects', `read({ kind, name })`);
    }
  }
}

/** A grant opens the route to the API server: without its addresses the token would be of no use. */
export function checkApiServer(grants: readonly Grant[], cluster: ClusterProfile, problems: Problems): void {
  if (grants.length === 0 || cluster.apiServer.endpoints.length > 0) return;
  const { cidr, port } = cluster.apiServer.service;
  problems.add(
    'cluster.apiServer.endpoints',
    cluster.apiServer.endpoints,
    'the addresses of the API server behind its Service, for the route that a grant opens',
    `clusters.${cluster.name}({ apiServer: { service: { cidr: '${cidr}', port: ${port} }, endpoints: [{ cidr: '192.0.2.10/32', port: 6443 }] } })`,
  );
}
