/**
 * The rules of the API for names, keys and labels. Each function returns what is wrong, as strings that say what is
 * needed and what was found; an empty list where all is well. Source: Kubernetes, "Object Names and IDs", "Labels and
 * Selectors", and the validation of the API server.
 */

/** Longest DNS label (RFC 1123, RFC 1035), label value, and name part of a label key. */
export const LABEL_LIMIT = 63;
/** Longest DNS subdomain. */
export const SUBDOMAIN_LIMIT = 253;
/** Longest name of a CronJob: its jobs get 11 characters more. */
export const CRON_JOB_LIMIT = 52;
/** Longest name of a container port (IANA service name, RFC 6335). */
export const PORT_NAME_LIMIT = 15;

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const SERVICE_NAME = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const QUALIFIED_PART = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const ENVIRONMENT_NAME = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;

const LABEL_RULE = "lower-case letters, digits and '-', with a letter or digit at both ends";
const SUBDOMAIN_RULE =
  "lower-case letters, digits, '-' and '.', with a letter or digit at both ends of every part";
const SERVICE_RULE = "lower-case letters, digits and '-', with a letter first and a letter or digit last";
const QUALIFIED_RULE = "letters, digits, '-', '_' and '.', with a letter or digit at both ends";
const ENVIRONMENT_RULE = "letters, digits, '-', '_' and '.', with no digit first";

/** An RFC 1123 label: namespaces, containers, volumes. */
export function labelNameProblems(name: string): string[] {
  return check(name, LABEL, LABEL_RULE, LABEL_LIMIT);
}

/** An RFC 1123 subdomain: most objects. */
export function subdomainProblems(name: string): string[] {
  return check(name, SUBDOMAIN, SUBDOMAIN_RULE, SUBDOMAIN_LIMIT);
}

/** An RFC 1035 label: Services. */
export function serviceNameProblems(name: string): string[] {
  return check(name, SERVICE_NAME, SERVICE_RULE, LABEL_LIMIT);
}

/** The name of a container port: an IANA service name. Names of Service ports are labels. */
export function portNameProblems(name: string): string[] {
  const problems = check(name, LABEL, LABEL_RULE, PORT_NAME_LIMIT);
  if (!/[a-z]/.test(name)) problems.push(`at least one letter; found ${quote(name)}`);
  if (name.includes('--')) problems.push(`no two '-' in a row; found ${quote(name)}`);
  return problems;
}

/** A name with an optional DNS prefix, such as `app.kubernetes.io/name`: finalizers, extended resources, label keys. */
export function qualifiedNameProblems(name: string): string[] {
  const slash = name.indexOf('/');
  if (slash !== name.lastIndexOf('/')) return [`at most one '/'; found ${quote(name)}`];
  const problems =
    slash < 0 ? [] : subdomainProblems(name.slice(0, slash)).map((text) => `before the '/' ${text}`);
  const part = check(name.slice(slash + 1), QUALIFIED_PART, QUALIFIED_RULE, LABEL_LIMIT);
  return [...problems, ...(slash < 0 ? part : part.map((text) => `after the '/' ${text}`))];
}

/** The key of a label. */
export function labelKeyProblems(key: string): string[] {
  return qualifiedNameProblems(key);
}

/** The key of an annotation: as for labels, but capital letters are allowed in the prefix too. */
export function annotationKeyProblems(key: string): string[] {
  return qualifiedNameProblems(key.toLowerCase());
}

/** The value of a label; it may be empty. */
export function labelValueProblems(value: string): string[] {
  return value === '' ? [] : check(value, QUALIFIED_PART, QUALIFIED_RULE, LABEL_LIMIT);
}

/** The name of an object that is also the value of a label of it. */
export function labelledNameProblems(kind: string, name: string): string[] {
  const problems = objectNameProblems(kind, name);
  return problems.length > 0 ? problems : labelValueProblems(name);
}

/** The name of an environment variable, as every version takes it (newer ones also allow other printable characters). */
export function envNameProblems(name: string): string[] {
  if (name === '.' || name.startsWith('..'))
    return [`a name that is not '.' and does not begin with '..'; found ${quote(name)}`];
  return check(name, ENVIRONMENT_NAME, ENVIRONMENT_RULE, Number.POSITIVE_INFINITY);
}

/** A key of a ConfigMap or Secret. */
export function dataKeyProblems(key: string): string[] {
  if (key === '.' || key.startsWith('..'))
    return [`a key that is not '.' and does not begin with '..'; found ${quote(key)}`];
  return check(key, /^[-._a-zA-Z0-9]+$/, "letters, digits, '-', '_' and '.'", SUBDOMAIN_LIMIT);
}

/** A name that only has to fit into a URL: roles, bindings and the like. */
export function pathSegmentProblems(name: string): string[] {
  const problems = name === '' ? ['a name; found none'] : [];
  if (name === '.' || name === '..')
    problems.push(`a name that is neither '.' nor '..'; found ${quote(name)}`);
  if (/[/%]/.test(name)) problems.push(`a name without '/' and '%'; found ${quote(name)}`);
  return problems;
}

const PATH_SEGMENT_KINDS: ReadonlySet<string> = new Set([
  'PodDisruptionBudget',
  'Role',
  'RoleBinding',
  'ClusterRole',
  'ClusterRoleBinding',
  'CertificateSigningRequest',
  'ClusterTrustBundle',
  'IPAddress',
]);

/** What is wrong with `metadata.name` of an object of a kind; kinds that are not known take a subdomain. */
export function objectNameProblems(kind: string, name: string): string[] {
  switch (kind) {
    case 'Namespace':
    case 'StatefulSet':
      return labelNameProblems(name);
    case 'Service':
      return serviceNameProblems(name);
    case 'CronJob':
      return check(name, SUBDOMAIN, SUBDOMAIN_RULE, CRON_JOB_LIMIT);
    case 'CSIDriver':
      return check(name, SUBDOMAIN, SUBDOMAIN_RULE, LABEL_LIMIT);
    default:
      return PATH_SEGMENT_KINDS.has(kind) ? pathSegmentProblems(name) : subdomainProblems(name);
  }
}

function check(name: string, pattern: RegExp, rule: string, limit: number): string[] {
  if (name === '') return ['at least one character; found none'];
  const problems = name.length > limit ? [`at most ${limit} characters; found ${name.length}`] : [];
  if (!pattern.test(name)) problems.push(`${rule}; found ${quote(name)}`);
  return problems;
}

function quote(name: string): string {
  return JSON.stringify(name.length > 80 ? `${name.slice(0, 77)}...` : name);
}
