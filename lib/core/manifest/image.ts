/** An image reference in its normal form: what a container runtime asks a registry for. */
export interface ImageReference {
  /** Host and port of the registry; `docker.io` where the text names none. */
  readonly registry: string;
  /** Path in the registry; on `docker.io` a single name is below `library/`. */
  readonly repository: string;
  readonly tag?: string;
  /** Algorithm and hexadecimal sum, such as `sha256:…`. Where there is one, it alone decides; the tag is a comment. */
  readonly digest?: string;
}

/** The registry of a reference that names none. */
export const DEFAULT_REGISTRY = 'docker.io';

/** An older name of the default registry, which tools treat as the same. */
const LEGACY_DEFAULT_REGISTRY = 'index.docker.io';

const LONGEST_NAME = 255;

/** Hexadecimal digits of the digest algorithms that are registered. Source: OCI image specification, descriptor. */
const DIGEST_LENGTHS: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

const LABEL = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const REGISTRY = new RegExp(`^(?:${LABEL}(?:\\.${LABEL})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?$`);
const PATH_COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const BARE_ID = /^[a-f0-9]{64}$/;
const HEX = /^[a-f0-9]+$/;

/**
 * Reads an image reference, and fills in what is left out as Docker, containerd and CRI-O do.
 * Source: the reference grammar of the distribution project.
 * @returns the parts, or a string that says what is wrong with the reference
 */
export function parseImage(text: string): ImageReference | string {
  if (text === '') return 'the image is empty';
  if (/\s/.test(text)) return 'an image reference has no white space';
  const at = text.indexOf('@');
  const digest = at < 0 ? undefined : text.slice(at + 1);
  const rest = at < 0 ? text : text.slice(0, at);
  // A colon after the last slash starts the tag; one before it belongs to the port of the registry.
  const colon = rest.indexOf(':', rest.lastIndexOf('/') + 1);
  const tag = colon < 0 ? undefined : rest.slice(colon + 1);
  const name = colon < 0 ? rest : rest.slice(0, colon);
  const problem =
    (digest === undefined ? undefined : digestProblem(digest)) ??
    (tag === undefined ? undefined : tagProblem(tag)) ??
    nameProblem(name);
  if (problem !== undefined) return problem;
  const { registry, repository } = splitName(name);
  const wrong = registryProblem(registry) ?? repositoryProblem(repository);
  if (wrong !== undefined) return wrong;
  return {
    registry,
    repository,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/** What is wrong with an image reference; an empty list where nothing is. */
export function imageProblems(value: unknown): readonly string[] {
  const image = typeof value === 'string' ? parseImage(value) : 'an image is a string';
  return typeof image === 'string' ? [image] : [];
}

/** Writes a reference in full, with the default registry spelled out. */
export function formatImage(image: ImageReference): string {
  const tag = image.tag === undefined ? '' : `:${image.tag}`;
  const digest = image.digest === undefined ? '' : `@${image.digest}`;
  return `${image.registry}/${image.repository}${tag}${digest}`;
}

/** Registry and repository of a name, with the defaults filled in; neither is checked. */
function splitName(name: string): { registry: string; repository: string } {
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  // A first component is a host when it could not be a path: with a dot, a port, capitals, or the word localhost.
  const isHost = slash >= 0 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  const registry = !isHost || first === LEGACY_DEFAULT_REGISTRY ? DEFAULT_REGISTRY : first;
  const path = isHost ? name.slice(slash + 1) : name;
  const official = registry === DEFAULT_REGISTRY && !path.includes('/');
  return { registry, repository: official ? `library/${path}` : path };
}

function nameProblem(name: string): string | undefined {
  if (name === '') return 'the image has no name';
  if (BARE_ID.test(name)) return 'an image id is not a reference: it has no name to pull it by';
  return name.length > LONGEST_NAME ? `the name is longer than ${LONGEST_NAME} characters` : undefined;
}

function registryProblem(registry: string): string | undefined {
  return REGISTRY.test(registry) ? undefined : `"${registry}" is not a host name with an optional port`;
}

function repositoryProblem(repository: string): string | undefined {
  for (const component of repository.split('/')) {
    if (PATH_COMPONENT.test(component)) continue;
    if (component === '') return 'the repository has an empty path component';
    if (component !== component.toLowerCase()) return `the repository must be lower case: "${component}"`;
    return `"${component}" is not a path component of a repository`;
  }
  return undefined;
}

function tagProblem(tag: string): string | undefined {
  if (tag === '') return 'the tag is empty';
  return TAG.test(tag) ? undefined : `"${tag}" is not a tag: up to 128 letters, digits, _, . and -`;
}

function digestProblem(digest: string): string | undefined {
  const colon = digest.indexOf(':');
  if (colon < 0) return 'a digest is an algorithm, a colon and a sum, such as sha256:…';
  const algorithm = digest.slice(0, colon);
  const sum = digest.slice(colon + 1);
  const length = Object.hasOwn(DIGEST_LENGTHS, algorithm) ? DIGEST_LENGTHS[algorithm] : undefined;
  if (length === undefined) return `"${algorithm}" is not a digest algorithm: sha256, sha384 or sha512`;
  if (sum.length === length && HEX.test(sum)) return undefined;
  return `a ${algorithm} digest has ${length} lower-case hexadecimal digits`;
}
