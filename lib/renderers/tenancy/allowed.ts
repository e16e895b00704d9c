import { type Allowed, OLDER_CLASS, registryForms } from '../../core/tenancy/allowed';
import { celAny, celList, celText } from '../admission/cel';
import type { AdmissionCheck, AdmissionPolicy, AdmissionRequests } from '../admission/policy';

/**
 * The policies that hold a namespace to what it allows, one for each resource, so that the API server checks the types of each
 * expression. Names have dots, and those of namespaces have none: two namespaces never share one.
 */
export function allowedPolicies(namespace: string, allowed: Allowed): AdmissionPolicy[] {
  return RESOURCES.flatMap(({ name, requests, variables, older, checks }) => {
    const said = checks(allowed);
    if (said.length === 0) return [];
    const used = Object.entries(variables ?? {}).filter(([variable]) =>
      said.some(({ expression }) => expression.includes(`variables.${variable}`)),
    );
    return [
      {
        name: `${name}.${namespace}.bulwark.dev`,
        requests: [requests],
        where: { only: [namespace] },
        onlyIf: changed(older),
        variables: Object.fromEntries(used),
        checks: said,
      },
    ];
  });
}

/**
 * What was there before the policy can still end: removing a finalizer is an update, too. Nobody can make it something else that
 * is not allowed.
 */
function changed(annotation: string | undefined): Readonly<Record<string, string>> {
  const spec = 'request.operation == "CREATE" || object.spec != oldObject.spec';
  if (annotation === undefined) return { 'spec-changes': spec };
  return {
    'spec-changes': `${spec} || ${annotated('object', annotation)} && !${annotated('oldObject', annotation)}`,
  };
}

function annotated(object: string, annotation: string): string {
  return `(${celText(annotation)} in ${object}.metadata.?annotations.orValue({}))`;
}

interface Resource {
  readonly name: string;
  readonly requests: AdmissionRequests;
  readonly variables?: Readonly<Record<string, string>>;
  /** The annotation that came before the field of the class, and is still read: it would go before the field. */
  readonly older?: string;
  readonly checks: (allowed: Allowed) => AdmissionCheck[];
}

const CONTAINERS = ['containers', 'initContainers', 'ephemeralContainers'] as const;

/** Images of all containers of a pod, also of those for debugging, and of its image volumes; one that is not set is ''. */
const IMAGES = [
  ...CONTAINERS.map((list) => `object.spec.?${list}.orValue([]).map(c, c.?image.orValue(""))`),
  'object.spec.?volumes.orValue([]).filter(v, has(v.image)).map(v, v.image.?reference.orValue(""))',
].join(' + ');

const RESOURCES: readonly Resource[] = [
  {
    name: 'pods',
    requests: { apiGroup: '', resources: ['pods', 'pods/ephemeralcontainers'] },
    variables: { images: IMAGES },
    checks: ({ registries, runtimeClasses, priorityClasses }) => [
      ...one(registries, (all) => ({
        expression: `variables.images.all(image, ${celAny(all.flatMap(imageTests))})`,
        message: `images have to name one of these registries: ${all.join(', ')}`,
      })),
      ...one(runtimeClasses, (all) => optionalClass('runtimeClassName', all)),
      ...one(priorityClasses, (all) => optionalClass('priorityClassName', all)),
    ],
  },
  {
    name: 'persistentvolumeclaims',
    requests: { apiGroup: '', resources: ['persistentvolumeclaims'] },
    older: OLDER_CLASS.storageClasses,
    checks: ({ storageClasses }) =>
      one(storageClasses, (all) => olderClass('storageClassName', OLDER_CLASS.storageClasses, all)),
  },
  {
    name: 'services',
    requests: { apiGroup: '', resources: ['services'] },
    checks: ({ serviceTypes, externalIps }) => [
      ...one(serviceTypes, (all) => ({
        expression: `object.spec.?type.orValue("ClusterIP") in ${celList(all)}`,
        message: `spec.type of a Service has to be one of: ${all.join(', ')}`,
      })),
      ...one(externalIps, externalIpCheck),
    ],
  },
  {
    name: 'gateways',
    requests: { apiGroup: 'gateway.networking.k8s.io', resources: ['gateways'] },
    checks: ({ gatewayClasses }) => one(gatewayClasses, (all) => namedClass('gatewayClassName', all)),
  },
  {
    name: 'ingresses',
    requests: { apiGroup: 'networking.k8s.io', resources: ['ingresses'] },
    older: OLDER_CLASS.ingressClasses,
    checks: ({ ingressClasses }) =>
      one(ingressClasses, (all) => olderClass('ingressClassName', OLDER_CLASS.ingressClasses, all)),
  },
];

function one(
  names: readonly string[] | undefined,
  check: (names: readonly string[]) => AdmissionCheck,
): AdmissionCheck[] {
  return names === undefined ? [] : [check(names)];
}

function imageTests(registry: string): string[] {
  const { is, starts } = registryForms(registry);
  return [
    ...is.map((text) => `image == ${celText(text)}`),
    ...starts.map((text) => `image.startsWith(${celText(text)})`),
  ];
}

/** A class that has to be named; where there is no allowed one, nothing gets in. */
function namedClass(field: string, all: readonly string[]): AdmissionCheck {
  return {
    expression: `object.spec.?${field}.orValue("") in ${celList(all)}`,
    message: all.length === 0 ? 'none is allowed here' : `spec.${field} has to be one of: ${all.join(', ')}`,
  };
}

/** A class that pods need not name: where none is allowed, they name none. */
function optionalClass(field: string, all: readonly string[]): AdmissionCheck {
  if (all.length > 0) return namedClass(field, all);
  return { expression: `object.spec.?${field}.orValue("") == ""`, message: `spec.${field} may not be set` };
}

function externalIpCheck(all: readonly string[]): AdmissionCheck {
  const tests = all.map((range) => `cidr(${celText(range)}).containsIP(address)`);
  return {
    expression: `object.spec.?externalIPs.orValue([]).all(address, ${celAny(tests)})`,
    message:
      all.length === 0
        ? 'spec.externalIPs may not be set'
        : `spec.externalIPs have to be in: ${all.join(', ')}`,
  };
}

/** A class that has to be named by its field, not by the annotation that came before it. */
function olderClass(field: string, annotation: string, all: readonly string[]): AdmissionCheck {
  const { expression, message } = namedClass(field, all);
  return {
    expression: `${expression} && !${annotated('object', annotation)}`,
    message: `${message}; without the annotation ${annotation}`,
  };
}
