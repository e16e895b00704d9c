import { labelNameProblems } from '../manifest/names';
import OFFERED from './offered.json';
import REFUSED from './refused.json';
import { type ApiResource, offeredResources, resourceIn } from './resources';

/** What a grant asks for, as it is written. */
export interface Asked {
  readonly apiGroup: string;
  /** With its subresource: `pods/log`. */
  readonly resource: string;
  readonly verbs: readonly string[];
  readonly names?: readonly string[];
  readonly scope?: string;
  readonly namespace?: string;
  /** Whether someone answers for it. */
  readonly waived: boolean;
}

/** Why a right is not given, and what to do instead. */
export interface Refusal {
  readonly field: 'verbs' | 'resource' | 'apiGroup' | 'names' | 'scope' | 'namespace';
  readonly needs: string;
  readonly fix: string;
}

/** The verbs that grants have. */
export const VERBS = ['get', 'list', 'watch', 'update', 'patch', 'create', 'delete'] as const;

/** One verb of a grant. */
export type Verb = (typeof VERBS)[number];

interface Reason {
  readonly why: string;
  readonly fix: string;
}

const VERB_REASONS: Readonly<Record<string, Reason>> = REFUSED.verbs;
const RESOURCE_REASONS: Readonly<Record<string, Reason>> = REFUSED.resources;
const SUBRESOURCES: Readonly<
  Record<string, { readonly of: readonly string[]; readonly verbs: readonly string[] }>
> = OFFERED.subresources;
const WAIVED: Readonly<Record<string, { readonly verbs: readonly string[] }>> = OFFERED.waived;

const KNOWN: ReadonlySet<string> = new Set(VERBS);
const READING: ReadonlySet<string> = new Set(['get', 'list', 'watch']);
/** The verbs that change one object, which a rule can narrow to names. */
const CHANGING: ReadonlySet<string> = new Set(['update', 'patch', 'delete']);
const WRITING: ReadonlySet<string> = new Set(['create', 'update', 'patch']);
/** Resources and groups as the API names them: no wildcards. */
const RESOURCE = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?(\/[a-z][a-z0-9]*)?$/;
const GROUP = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;

/** Why a grant is refused; undefined where it is given. */
export function refusalOf(asked: Asked): Refusal | undefined {
  return wrongVerbs(asked) ?? wrongForm(asked) ?? wrongNames(asked) ?? wrongRight(asked) ?? wrongScope(asked);
}

function wrongVerbs({ verbs }: Asked): Refusal | undefined {
  const wrong = verbs.find((verb) => !KNOWN.has(verb));
  if (wrong === undefined && verbs.length > 0) return undefined;
  const reason = wrong !== undefined && Object.hasOwn(VERB_REASONS, wrong) ? VERB_REASONS[wrong] : undefined;
  const needs = `some of ${VERBS.join(', ')}`;
  if (reason === undefined) return { field: 'verbs', needs, fix: `watch('pods')` };
  return { field: 'verbs', needs: `${needs}; ${wrong} is not given: ${reason.why}`, fix: reason.fix };
}

function wrongForm({ apiGroup, resource }: Asked): Refusal | undefined {
  const field = RESOURCE.test(resource) ? 'apiGroup' : 'resource';
  if (field === 'apiGroup' && (apiGroup === '' || GROUP.test(apiGroup))) return undefined;
  const value = field === 'resource' ? resource : apiGroup;
  const why = value.includes('*') ? '; a wildcard also covers what comes later, and every subresource' : '';
  return { field, needs: `one resource by its name, without wildcards${why}`, fix: `watch('pods')` };
}

function wrongNames({ names, verbs, resource, apiGroup }: Asked): Refusal | undefined {
  if (names?.some((name) => name.includes('*')) === true)
    return {
      field: 'names',
      needs: 'each name by itself: a rule takes * as a name, and never matches',
      fix: `read({ kind, name })`,
    };
  const named = names !== undefined && names.length > 0 && !names.includes('');
  if (names !== undefined && !named)
    return { field: 'names', needs: 'the names of the objects', fix: `read({ kind, name })` };
  if (named && verbs.includes('create') && isCreatable(apiGroup, resource)) {
    const needs = `no names beside create: the API server does not know the name of what is created, so that the rule never matches`;
    return { field: 'names', needs, fix: `create('${plainName(apiGroup, resource)}')` };
  }
  return undefined;
}

/** Whether objects of a resource may be created, whatever they are called. */
function isCreatable(group: string, resource: string): boolean {
  if (resource.includes('/')) return false;
  return !OFFERED_PLURALS.has(`${group}/${resource}`) || OFFERED.created.includes(resource);
}

/** A resource as grants name it. */
function plainName(group: string, plural: string): string {
  return OFFERED_PLURALS.has(`${group}/${plural}`) ? plural : `${plural}.${group}`;
}

function wrongRight(asked: Asked): Refusal | undefined {
  const { apiGroup, resource } = asked;
  const [plural = '', subresource] = resource.split('/');
  const reason = RESOURCE_REASONS[`${apiGroup}/${resource}`] ?? RESOURCE_REASONS[`${apiGroup}/*`];
  if (reason !== undefined)
    return { field: 'resource', needs: `another resource: ${reason.why}`, fix: reason.fix };
  const found = resourceIn(apiGroup, plural);
  if (found === undefined) return unknownResource();
  if (apiGroup === '' && plural === 'secrets') return wrongOfSecrets(asked);
  if (subresource !== undefined) return wrongOfSubresource(asked, plural, subresource);
  return OFFERED_PLURALS.has(`${apiGroup}/${plural}`)
    ? wrongOfBuiltin(asked, found.cluster)
    : (wrongOfCode(asked, found) ?? wrongOfAll(asked));
}

const OFFERED_PLURALS: ReadonlySet<string> = new Set(
  [...Object.entries(OFFERED.namespaced), ...Object.entries(OFFERED.cluster)].map(
    ([plural, [group]]) => `${group}/${plural}`,
  ),
);

function unknownResource(): Refusal {
  const needs = `one of ${offeredResources().join(', ')}, or a custom resource with its group: certificates.cert-manager.io; the others run code or change rights`;
  return { field: 'resource', needs, fix: `watch('pods')` };
}

function wrongOfSecrets({ verbs, names, resource }: Asked): Refusal | undefined {
  if (resource === 'secrets' && names !== undefined && verbs.every((verb) => verb === 'get'))
    return undefined;
  const way = `read({ kind: 'Secret', name: 'db' }), or mount it: files: { '/run/db': existingSecret('db', { keys: ['password'] }) }`;
  const field = names === undefined && resource === 'secrets' ? 'names' : 'verbs';
  const needs =
    'get of Secrets by their names: list and watch return what all of them hold, and who writes one makes tokens of other accounts';
  return { field, needs, fix: way };
}

function wrongOfSubresource(asked: Asked, plural: string, subresource: string): Refusal | undefined {
  const { apiGroup, resource, verbs, waived } = asked;
  const risky = apiGroup === '' && Object.hasOwn(WAIVED, resource) ? WAIVED[resource] : undefined;
  if (risky !== undefined) {
    const wrong = verbs.some((verb) => !risky.verbs.includes(verb));
    if (!wrong && waived) return undefined;
    const call = `${risky.verbs[0]}('pods', '${subresource}', { reason, owner, expires })`;
    if (wrong) return { field: 'resource', needs: `${risky.verbs.join(', ')} of ${resource}`, fix: call };
    const needs = `someone who answers for ${resource}, which runs code in pods or goes past their policies, and an end`;
    return { field: 'resource', needs, fix: call };
  }
  const offered = Object.hasOwn(SUBRESOURCES, subresource) ? SUBRESOURCES[subresource] : undefined;
  const custom = !OFFERED_PLURALS.has(`${apiGroup}/${plural}`);
  const all = custom && ['scale', 'status'].includes(subresource) ? ['get', 'patch', 'update'] : undefined;
  const allowed = all ?? (offered?.of.includes(plural) === true ? offered.verbs : []);
  if (verbs.every((verb) => allowed.includes(verb))) return undefined;
  const needs =
    allowed.length === 0
      ? `no subresource ${subresource} of ${plural}`
      : `${allowed.join(', ')} of ${resource}, and nothing else`;
  return { field: 'resource', needs, fix: `patch(deployment, 'scale')` };
}

/** Of a resource of Kubernetes, what runs nothing and changes no rights. */
function wrongOfBuiltin({ resource, verbs, names }: Asked, cluster: boolean): Refusal | undefined {
  const allowed = new Set(READING);
  if (!cluster && names !== undefined && OFFERED.changeable.includes(resource))
    for (const verb of CHANGING) allowed.add(verb);
  if (names === undefined && OFFERED.created.includes(resource)) allowed.add('create');
  if (names === undefined && OFFERED.patchedByAny.includes(resource)) allowed.add('patch');
  const wrong = verbs.find((verb) => !allowed.has(verb));
  if (wrong === undefined) return undefined;
  return OFFERED.changeable.includes(resource) ? unnamed(wrong) : running(wrong, resource);
}

/** What a grant may change, but only by name. */
function unnamed(verb: string): Refusal {
  if (verb === 'create') {
    const needs =
      'no create: the API server does not know the name of what is created, so that every name could be taken';
    return { field: 'verbs', needs, fix: 'declare it, and update({ kind, name })' };
  }
  const needs = `the names of the objects: ${verb} changes every object of the resource`;
  return { field: 'names', needs, fix: `${verb === 'delete' ? 'remove' : verb}({ kind, name })` };
}

/** What no grant may change. */
function running(verb: string, resource: string): Refusal {
  const kinds = 'ConfigMap, HorizontalPodAutoscaler, Lease, PersistentVolumeClaim';
  const needs = `no ${verb}: ${verb} of ${resource} runs code, changes rights or moves traffic; a grant may change ${kinds}, by their names, and scale workloads`;
  return { field: 'verbs', needs, fix: 'a Role of your own, with a waiver of what the controls find' };
}

/** Of a custom resource everything but to change all of its objects. */
/** Custom workloads, such as Rollouts, and what operators make pods of. */
function wrongOfCode({ verbs }: Asked, { plural, group, hasPods }: ApiResource): Refusal | undefined {
  const wrong = hasPods === true ? verbs.find((verb) => WRITING.has(verb)) : undefined;
  if (wrong === undefined) return undefined;
  return {
    field: 'verbs',
    needs: `no ${wrong}: ${wrong} of ${plural}.${group} runs code, with any account and Secret of the namespace`,
    fix: `watch('${plural}.${group}'), or a Role of your own with a waiver of no-pod-creation`,
  };
}

function wrongOfAll({ verbs, names }: Asked): Refusal | undefined {
  const wrong = names === undefined ? verbs.find((verb) => verb === 'delete') : undefined;
  if (wrong === undefined) return undefined;
  return {
    field: 'names',
    needs: `the names of the objects: ${wrong} takes every one`,
    fix: 'remove(object)',
  };
}

function wrongScope({ apiGroup, resource, scope, namespace }: Asked): Refusal | undefined {
  if (namespace !== undefined && (scope !== undefined || labelNameProblems(namespace).length > 0)) {
    const needs = scope === undefined ? 'the name of a namespace' : 'no namespace beside a scope';
    return { field: 'namespace', needs, fix: 'leave it out' };
  }
  const [plural = ''] = resource.split('/');
  const found = resourceIn(apiGroup, plural);
  if (scope === undefined ? found?.cluster !== true : found?.cluster === true || found?.kind === undefined)
    return undefined;
  return scope === undefined
    ? { field: 'scope', needs: `'Cluster': ${plural} live in no namespace`, fix: `watch('${plural}')` }
    : {
        field: 'scope',
        needs: `no scope: ${plural} live in namespaces, and a ClusterRole gives those of all`,
        fix: 'leave it out',
      };
}
