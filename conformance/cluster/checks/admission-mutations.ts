import type { PlainObject } from '../../../lib/core/manifest/plain';

/** Where a field is broken. */
export type Place = 'container' | 'init' | 'sidecar' | 'ephemeral';

/** Who refuses. */
export type Judge = 'PodSecurity' | 'LimitRange' | 'quota' | 'policy';

/** One broken field. */
export interface Mutation {
  readonly name: string;
  /** Kinds of container that it is tried on; none: the pod itself. */
  readonly places: readonly Place[];
  /** Merged into the container or into the spec of the pod; null takes a field away. */
  readonly patch: PlainObject;
  readonly judge: Judge;
  /** What the message says besides the judge's own words. */
  readonly says: RegExp;
}

const EVERY: readonly Place[] = ['container', 'init', 'sidecar', 'ephemeral'];
const SIZED: readonly Place[] = ['container', 'init', 'sidecar'];
const LONG: readonly Place[] = ['container', 'sidecar'];

const context = (patch: PlainObject): PlainObject => ({ securityContext: patch });
const podSecurity = (name: string, places: readonly Place[], patch: PlainObject, says: RegExp): Mutation => ({
  name,
  places,
  patch,
  judge: 'PodSecurity',
  says,
});
const volume = (source: PlainObject): PlainObject => ({ volumes: [{ name: 'more', ...source }] });
const onHost = (name: string): Mutation =>
  podSecurity(name, [], { [name]: true }, new RegExp(`host namespaces .*${name}=true`));
const limits = (name: string, patch: PlainObject, says: RegExp): Mutation => ({
  name,
  places: SIZED,
  patch: { resources: { limits: patch, requests: patch } },
  judge: 'LimitRange',
  says,
});
const policy = (name: string, places: readonly Place[], patch: PlainObject, says: RegExp): Mutation => ({
  name,
  places,
  patch,
  judge: 'policy',
  says,
});

/** Each breaks one field of a pod that is admitted without it. */
export const MUTATIONS: readonly Mutation[] = [
  podSecurity(
    'privileged',
    EVERY,
    context({ privileged: true, allowPrivilegeEscalation: true }),
    /privileged=true/,
  ),
  podSecurity(
    'escalation',
    EVERY,
    context({ allowPrivilegeEscalation: true }),
    /allowPrivilegeEscalation=false/,
  ),
  podSecurity(
    'escalation by default',
    EVERY,
    context({ allowPrivilegeEscalation: null }),
    /allowPrivilegeEscalation=false/,
  ),
  podSecurity('a capability', EVERY, context({ capabilities: { add: ['NET_ADMIN'] } }), /"NET_ADMIN"/),
  podSecurity(
    'capabilities kept',
    EVERY,
    context({ capabilities: { drop: null } }),
    /capabilities\.drop=\["ALL"\]/,
  ),
  podSecurity(
    'some capabilities dropped',
    EVERY,
    context({ capabilities: { drop: ['NET_RAW'] } }),
    /capabilities\.drop=\["ALL"\]/,
  ),
  podSecurity('may be root', EVERY, context({ runAsNonRoot: false }), /runAsNonRoot=false/),
  podSecurity('root', EVERY, context({ runAsUser: 0 }), /runAsUser=0/),
  podSecurity('seccomp off', EVERY, context({ seccompProfile: { type: 'Unconfined' } }), /seccompProfile/),
  podSecurity(
    'SELinux type',
    EVERY,
    context({ seLinuxOptions: { type: 'unconfined_t' } }),
    /seLinuxOptions|type "unconfined_t"/,
  ),
  podSecurity('SELinux user', EVERY, context({ seLinuxOptions: { user: 'system_u' } }), /seLinuxOptions/),
  podSecurity('AppArmor off', EVERY, context({ appArmorProfile: { type: 'Unconfined' } }), /[aA]ppArmor/),
  podSecurity('host port', SIZED, { ports: [{ containerPort: 9999, hostPort: 9999 }] }, /hostPort/),
  podSecurity(
    'probe of a host',
    LONG,
    { livenessProbe: { tcpSocket: { host: '192.0.2.1', port: 1 } } },
    /host/,
  ),
  podSecurity(
    'hook that calls a host',
    LONG,
    { lifecycle: { postStart: { httpGet: { host: '192.0.2.1', port: 1 } } } },
    /host/,
  ),
  onHost('hostNetwork'),
  onHost('hostPID'),
  onHost('hostIPC'),
  podSecurity('host path', [], volume({ hostPath: { path: '/' } }), /hostPath/),
  podSecurity('NFS', [], volume({ nfs: { server: '192.0.2.1', path: '/' } }), /nfs/),
  podSecurity(
    'iSCSI',
    [],
    volume({ iscsi: { targetPortal: '192.0.2.1', iqn: 'iqn.2001-04.com.example:a', lun: 0 } }),
    /iscsi/,
  ),
  podSecurity('pod may be root', [], context({ runAsNonRoot: false }), /runAsNonRoot=false/),
  podSecurity('pod is root', [], context({ runAsUser: 0 }), /runAsUser=0/),
  podSecurity(
    'pod without seccomp',
    [],
    context({ seccompProfile: { type: 'Unconfined' } }),
    /seccompProfile/,
  ),
  podSecurity(
    'pod without AppArmor',
    [],
    context({ appArmorProfile: { type: 'Unconfined' } }),
    /[aA]ppArmor/,
  ),
  podSecurity(
    'unsafe sysctl',
    [],
    context({ sysctls: [{ name: 'kernel.msgmax', value: '1' }] }),
    /kernel\.msgmax/,
  ),
  podSecurity(
    'SELinux role of the pod',
    [],
    context({ seLinuxOptions: { role: 'sysadm_r' } }),
    /seLinuxOptions/,
  ),
  limits('too much memory', { memory: '9Gi' }, /maximum memory usage per Container is 8Gi/),
  limits('too little memory', { memory: '1Mi' }, /minimum memory usage per Container is 16Mi/),
  limits('too much CPU', { cpu: '5' }, /maximum cpu usage per Container is 4/),
  limits('too little CPU', { cpu: '1m' }, /minimum cpu usage per Container is 10m/),
  limits(
    'too much storage',
    { 'ephemeral-storage': '5Gi' },
    /maximum ephemeral-storage usage per Container is 4Gi/,
  ),
  policy('image by tag', EVERY, { image: 'registry.example.com/app:v1' }, /pinned to a digest/),
  policy('writable root', EVERY, context({ readOnlyRootFilesystem: false }), /read-only root/),
  policy('writable root by default', EVERY, context({ readOnlyRootFilesystem: null }), /read-only root/),
  policy('token mounted', [], { automountServiceAccountToken: true }, /no token/),
  policy('token mounted by default', [], { automountServiceAccountToken: null }, /no token/),
  policy('default account', [], { serviceAccountName: 'default' }, /account of its own/),
  policy('processes shared', [], { shareProcessNamespace: true }, /processes/),
  policy('service links', [], { enableServiceLinks: true }, /service links/),
];
