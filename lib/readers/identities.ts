import { ofCoreKind } from '../core/controls/entries';
import { formatRef, homeOf, isNamed } from '../core/manifest/identity';
import type { Entry, ManifestSet } from '../core/manifest/manifest-set';
import { isAbsent, objectAt } from '../core/manifest/plain';
import type { Grant } from '../core/rbac/grant';
import { VERBS } from '../core/rbac/refusals';
import { type Right, rightsOf } from '../core/rbac/rights';
import { groupsOf } from '../core/rbac/role';
import { isRbac, type PolicyRule, roleRefOf } from '../core/rbac/rule';
import { formatSubject, subjectsOf } from '../core/rbac/subject';
import { INSTANCE_LABEL } from '../core/well-known';
import type { GivenRight, Identity } from '../model/identity';
import { CLOUD_ANNOTATIONS } from '../renderers/kubernetes/identity';
import { furtherLabels } from './ours';
import { textMap } from './typed';
import type { UnreadList } from './unread';

/**
 * The identities of a set with their rights: those of the ServiceAccounts that are in it.
 * @param people bindings that were read as what people may do
 */
export function readIdentities(set: ManifestSet, people: ReadonlySet<Entry>, unread: UnreadList): Identity[] {
  const identities = ofCoreKind(set, 'ServiceAccount')
    .filter(({ ref }) => isNamed(ref))
    .map((entry) => readIdentity(set, entry));
  const known = new Set(identities.map(({ namespace, name }) => `${homeOf({ namespace })}/${name}`));
  for (const kind of ['RoleBinding', 'ClusterRoleBinding']) {
    for (const binding of set.ofKind(kind)) if (!people.has(binding)) markSubjects(binding, known, unread);
  }
  for (const kind of ['Role', 'ClusterRole']) markRoles(set, kind, unread);
  return identities;
}

function readIdentity(set: ManifestSet, { ref, manifest }: Entry): Identity {
  const { name, namespace } = ref;
  const labels = textMap(objectAt(manifest, 'metadata')?.labels);
  const grants: Grant[] = [];
  const rights: GivenRight[] = [];
  for (const right of rightsOf(set).ofAccount(namespace, name)) {
    const own = ownGrants(right, name, namespace);
    if (own === undefined) rights.push(givenRight(right));
    else grants.push(...own);
  }
  return {
    name,
    namespace,
    instance: labels[INSTANCE_LABEL] ?? name,
    grants,
    ...(rights.length === 0 ? {} : { rights }),
    ...cloudOf(textMap(objectAt(manifest, 'metadata')?.annotations)),
    labels: furtherLabels(labels),
  };
}

/** Who an account is to a cloud. An association of EKS Pod Identity stands in no manifest. */
function cloudOf(annotations: Readonly<Record<string, string>>): Pick<Identity, 'cloud'> {
  const { role, googleAccount, clientId, tenantId } = CLOUD_ANNOTATIONS;
  const [arn, google, client, tenant] = [role, googleAccount, clientId, tenantId].map(
    (name) => annotations[name],
  );
  if (arn !== undefined) return { cloud: { by: 'irsa', role: arn } };
  if (google !== undefined) return { cloud: { by: 'gke', serviceAccount: google } };
  if (client === undefined) return {};
  return { cloud: { by: 'aks', clientId: client, ...(tenant === undefined ? {} : { tenantId: tenant }) } };
}

/**
 * The grants of a role and a binding that have the name of their ServiceAccount and are for nobody else: outside of its
 * namespace that name is `namespace:name`, as our own objects have it.
 */
function ownGrants(right: Right, name: string, namespace: string | undefined): Grant[] | undefined {
  const { binding, role, rules, subjects } = right;
  const cluster = binding.ref.kind === 'ClusterRoleBinding';
  const home = homeOf({ namespace });
  const elsewhere = cluster || homeOf(binding.ref) !== home;
  const called = elsewhere ? `${home}:${name}` : name;
  if (binding.ref.name !== called || role.name !== called || role.kind !== (cluster ? 'ClusterRole' : 'Role'))
    return undefined;
  if (subjects.length !== 1 || rules === undefined) return undefined;
  const place = placeOf(cluster, elsewhere ? binding.ref.namespace : undefined);
  const grants = rules.map((rule) => {
    const grant = grantOf(rule);
    return grant === undefined ? undefined : { ...grant, ...place };
  });
  return grants.every((grant) => grant !== undefined) ? grants : undefined;
}

function placeOf(cluster: boolean, namespace: string | undefined): Pick<Grant, 'namespace' | 'scope'> {
  if (cluster) return { scope: 'Cluster' };
  return namespace === undefined ? {} : { namespace };
}

function grantOf({ groups, resources, verbs, names, urls }: PolicyRule): Grant | undefined {
  const [resource] = resources;
  const apiGroup = groups.at(-1);
  const known = VERBS.filter((verb) => verbs.includes(verb));
  if (apiGroup === undefined || resource === undefined || resources.length > 1) return undefined;
  if (groups.join() !== groupsOf({ apiGroup, resource }).join()) return undefined;
  if (known.length !== new Set(verbs).size || urls.length > 0) return undefined;
  return { apiGroup, resource, verbs: known, ...(names.length === 0 ? {} : { names: [...names] }) };
}

function givenRight({ binding, role, rules, namespace }: Right): GivenRight {
  return {
    by: formatRef(binding.ref),
    role: `${role.kind} ${role.name}`,
    ...(namespace === undefined ? {} : { namespace }),
    rules: rules?.map(({ groups, resources, verbs, names, urls }) => ({
      groups,
      resources,
      verbs,
      names,
      urls,
    })),
  };
}

/** Users and groups have no place in the model; third-party accounts have none either. */
function markSubjects(binding: Entry, known: ReadonlySet<string>, unread: UnreadList): void {
  if (!isRbac(binding.manifest)) return;
  const { manifest, ref } = binding;
  if (roleRefOf(manifest) === undefined)
    unread.add(ref, 'roleRef', manifest.roleRef, 'it names no role: nobody gets anything');
  const subjects = subjectsOf(manifest);
  const read = new Set(subjects.map(({ index }) => index));
  const written: readonly unknown[] = Array.isArray(manifest.subjects)
    ? manifest.subjects
    : [manifest.subjects];
  for (const [index, subject] of written.entries())
    if (!isAbsent(subject) && !read.has(index))
      unread.add(ref, `subjects[${index}]`, subject, 'it is no subject');
  for (const subject of subjects) {
    const account = subject.kind === 'ServiceAccount';
    if (account && known.has(`${homeOf(subject)}/${subject.name}`)) continue;
    const why = account
      ? 'the ServiceAccount is not in the set'
      : 'users and groups have no place in the model';
    unread.add(binding.ref, `subjects[${subject.index}]`, formatSubject(subject), why);
  }
}

function markRoles(set: ManifestSet, kind: string, unread: UnreadList): void {
  const given = new Set(
    rightsOf(set).all.map(
      ({ role, binding }) => `${role.kind}/${role.kind === 'Role' ? homeOf(binding.ref) : ''}/${role.name}`,
    ),
  );
  for (const { ref, manifest } of set.ofKind(kind)) {
    if (!isRbac(manifest) || given.has(`${kind}/${kind === 'Role' ? homeOf(ref) : ''}/${ref.name}`)) continue;
    unread.add(ref, '', undefined, 'no binding in the set gives it to anybody');
  }
}
