import {
  isSystemPath,
  mayHoldCredentials,
  normalPath,
  opensRuntime,
} from '../../../core/manifest/host-paths';
import type { Suppression, Waiver } from '../../../core/policy/waiver';
import type { NodeAgents } from '../../../model/namespace';
import type { Files, PodFields, PodSecurityFields } from '../../../model/pod';
import type { Problems } from '../../problems';
import { pathProblems } from '../parse/volumes';
import type { WorkloadProps } from '../props';
import type { KindPlace } from './kind';

/** The group of root: a container runtime lets nobody else read the logs. */
const ROOT = 0;
/** The longest path that Linux takes. */
const LONGEST = 4095;
/** Where the container sees what is not said to are elsewhere. */
const HOST = '/host';

/** A directory or file of the node, mounted read-only into the main container. */
export interface HostPathProps {
  /**
   * The mount path in the container. @default the path on the node below `/host`, such as `/host/var/log` @example
   * '/host/var/log'
   */
  readonly path?: string;
  /** What must exist on the node. The pod waits until it exists. @default 'Directory' */
  readonly type?: 'Directory' | 'File';
}

/** What a node agent can use of its nodes. */
export interface NodeAccessProps {
  /**
   * Directories and files of the node, by their paths on the node, mounted read-only into the main container. Only in
   * an IsolatedNamespace with `nodeAgents`. System directories and container runtime sockets are refused. @default none
   * @example { '/var/log': {} }
   *
   * @inside { nodeAgents: { reason: 'log agents read /var/log of their nodes', owner: 'team-platform', expires: '2027-03-31' } }
   */
  readonly hostPaths?: Readonly<Record<string, HostPathProps>>;
  /**
   * Whether it reads them with the group of root, as the container logs of most container runtimes require.
   * @default its own group @beside { hostPaths: { '/var/log': {} } }
   * @inside { nodeAgents: { reason: 'log agents read /var/log of their nodes', owner: 'team-platform', expires: '2027-03-31' } }
   */
  readonly hostGroup?: 'root';
  /**
   * `'all'` also runs it on nodes with taints, including control plane nodes. Only in an IsolatedNamespace with
   * `nodeAgents`. @default the nodes that `pod.tolerations` allows
   * @inside { nodeAgents: { reason: 'log agents read /var/log of their nodes', owner: 'team-platform', expires: '2027-03-31' } }
   */
  readonly nodes?: 'all';
}

/** What a node agent has that no other workload has, and the waivers that it takes. */
export interface NodeAccess {
  readonly files: readonly Files[];
  readonly fields: PodFields;
  readonly securityFields: PodSecurityFields;
  readonly suppressions: readonly Suppression[];
}

/** Reads what a node agent needs of its nodes; all of it is waived by what its namespace says, and by nothing else. */
export function nodeAccessOf(
  props: NodeAccessProps & Pick<WorkloadProps<unknown>, 'pod'>,
  { volumes, isolated }: KindPlace,
  problems: Problems,
): NodeAccess {
  const { hostPaths, hostGroup, nodes } = props;
  const agents = isolated?.nodeAgents;
  for (const [field, said] of Object.entries({ hostPaths, hostGroup, nodes }))
    if (said !== undefined && agents === undefined) refuseBeside(field, said, isolated?.name, problems);
  if (hostGroup !== undefined && Object.keys(hostPaths ?? {}).length === 0)
    problems.add('hostGroup', hostGroup, 'hostPaths, which it reads', "hostPaths: { '/var/log': {} }");
  if (nodes !== undefined && props.pod?.tolerations !== undefined)
    problems.add('nodes', nodes, 'either nodes or pod.tolerations', 'remove one of the two');
  const files = Object.entries(hostPaths ?? {}).map(([host, prop]) => {
    const path = prop.path ?? `${HOST}${host}`;
    checkHost(host, problems);
    pathProblems(`hostPaths["${host}"].path`, path, problems);
    const volume = volumes.nameFor('', path);
    return { volume, path, source: { hostPath: { path: host, type: prop.type ?? 'Directory' } } };
  });
  return {
    files,
    fields: nodes === undefined ? {} : { tolerations: [{ operator: 'Exists' }] },
    securityFields: hostGroup === undefined ? {} : { supplementalGroups: [ROOT] },
    suppressions: agents === undefined ? [] : waiversOf(agents, files, props),
  };
}

/** Host access outside a namespace that is for it: Pod Security would refuse the pods, or protect nobody beside them. */
function refuseBeside(field: string, found: unknown, name: string | undefined, problems: Problems): void {
  const where =
    name === undefined ? 'no IsolatedNamespace' : `namespace ${name}, which is not for node agents`;
  const needs = `a separate namespace for node agents (it is in ${where}): its Pod Security level has to admit them, and does not protect applications`;
  const fix = `new IsolatedNamespace(app, 'agents', { nodeAgents: { reason: '…', owner: '…', expires: 'YYYY-MM-DD' } }), and the agent in it`;
  problems.add(field, found, needs, fix);
}

/** Says why a path of the node is not offered: each reason is a problem. */
function checkHost(host: string, problems: Problems): void {
  for (const needs of neededOf(host))
    problems.add(`hostPaths["${host}"]`, host, needs, "hostPaths: { '/var/log': {} }");
}

function neededOf(host: string): string[] {
  if (
    !/^\/[^:\\\p{Cc}]*$/u.test(host) ||
    host.length > LONGEST ||
    host.split('/').some((part) => part === '..' || part === '.')
  )
    return [`an absolute path of the node of at most ${LONGEST} characters, without : \\ . and ..`];
  const path = normalPath(host);
  if (path !== host && path !== '')
    return [`the path in its plain form, ${path}, without a link or a slash too many`];
  return [
    ...(isSystemPath(path) ? [NO_SYSTEM] : []),
    ...(opensRuntime(path) ? [NO_SOCKET] : []),
    ...(mayHoldCredentials(path) ? [NO_CREDENTIALS] : []),
  ];
}

const NO_SYSTEM =
  'a path that neither is a system directory of the node, nor holds one: who reads its keys, the files of its pods or its processes takes it over';
const NO_SOCKET =
  'a path without the socket of a container runtime: who reaches it starts privileged containers, read-only or not';
const NO_CREDENTIALS = 'a path without the credentials that the node signs in to its cloud with';

/** The waivers of an agent, each for this one workload and one finding. */
function waiversOf(
  agents: NodeAgents,
  files: readonly Files[],
  { hostGroup, nodes }: NodeAccessProps,
): Waiver[] {
  const waive = (control: Waiver['control'], finding: string): Waiver => ({ ...agents, control, finding });
  return [
    ...files.flatMap(({ volume }) => [
      waive('no-host-path-volumes', volume),
      waive('restricted-volume-types', volume),
    ]),
    ...(hostGroup === undefined ? [] : [waive('no-root-group', 'supplementalGroups')]),
    ...(nodes === undefined ? [] : [waive('no-pinned-node-placement', 'every taint')]),
  ];
}
