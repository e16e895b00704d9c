import fc from 'fast-check';
import {
  ABSENT,
  absent,
  capabilities,
  type Fields,
  flag,
  type Json,
  list,
  mayBe,
  type Noise,
  object,
  one,
  ordinaryAppArmor,
  ordinarySeccomp,
  profile,
  seLinuxOptions,
  usually,
  windowsOptions,
} from './arbitrary-values';

const SYSCTLS = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_wmem',
  'net.ipv4.tcp_slow_start_after_idle',
  'net.ipv4.tcp_notsent_lowat',
];

const OTHER_SYSCTLS = [
  'kernel.msgmax',
  'net/ipv4/tcp_syncookies',
  'net.ipv4.tcp_rmem ',
  'Kernel.shm_rmid_forced',
  '',
  null,
];

function sysctls(noise: Noise): fc.Arbitrary<Json | typeof ABSENT> {
  const value = one('0', '1', '', null, ABSENT);
  const safe = object({ name: one(...SYSCTLS), value });
  const unsafe = object({ name: one(...OTHER_SYSCTLS, ABSENT), value });
  const item = fc.oneof(
    { weight: 8, arbitrary: safe },
    { weight: 4, arbitrary: unsafe },
    { weight: 1, arbitrary: fc.constant<Json>(null) },
  );
  return usually(
    noise,
    one(ABSENT, ABSENT, [], null),
    fc.oneof(fc.array(safe, { minLength: 1, maxLength: 2 }), fc.array(item, { maxLength: 3 })),
  );
}

/** What the security contexts of pods and of containers have in common. */
function commonContext(noise: Noise) {
  return {
    seLinuxOptions: seLinuxOptions(noise),
    seccompProfile: profile(noise / 2, ordinarySeccomp),
    appArmorProfile: profile(noise / 3, ordinaryAppArmor),
    windowsOptions: windowsOptions(noise),
    runAsNonRoot: usually(noise, one(true, true, true, ABSENT), one(true, false, null, ABSENT)),
    runAsUser: usually(noise, one(ABSENT, 10001, 1, null), one(0, 65534, 4294967296, -1, 0)),
    runAsGroup: usually(noise, absent, one(0, 1, null)),
  };
}

/** A security context of a pod. */
export function podContext(noise: Noise): fc.Arbitrary<Json | typeof ABSENT> {
  const context = object({
    ...commonContext(noise),
    sysctls: sysctls(noise),
    fsGroup: usually(noise, absent, one(0, 2000, null)),
  });
  return mayBe(noise / 2, context);
}

function containerContext(noise: Noise): fc.Arbitrary<Json | typeof ABSENT> {
  const context = object({
    ...commonContext(noise),
    privileged: flag(noise / 2),
    allowPrivilegeEscalation: usually(noise, one(false), one(false, false, true, null, ABSENT)),
    capabilities: usually(noise, capabilities(noise), fc.oneof(one(ABSENT, null, {}), capabilities(100))),
    procMount: usually(
      noise / 2,
      one(ABSENT, ABSENT, null, 'Default'),
      one('Default', 'Unmasked', 'unmasked', 'default', ''),
    ),
    readOnlyRootFilesystem: one(ABSENT, true, false, null),
  });
  return mayBe(noise / 4, context);
}

const HOSTS = ['127.0.0.1', 'localhost', '::1', 'example.com', '\u{1f600}', '\ue000', 'a"b'];

/** A probe, or a lifecycle handler. */
function handler(noise: Noise): fc.Arbitrary<Json | typeof ABSENT> {
  const host = one(ABSENT, ABSENT, null, '', '', ...HOSTS);
  const port = one(8080, 'http');
  const headers = one(ABSENT, null, [{ name: 'Host', value: 'example.com' }]);
  const any = object({
    httpGet: fc.oneof(one(ABSENT, null), object({ host, port, httpHeaders: headers })),
    tcpSocket: fc.oneof(one(ABSENT, null), object({ host, port })),
    exec: one(ABSENT, ABSENT, null, { command: ['true'] }),
  });
  return usually(
    noise / 4,
    one(ABSENT, ABSENT, ABSENT, { httpGet: { port: 8080 } }, { tcpSocket: { port: 8080 } }),
    any,
  );
}

/** Ports whose order as strings is not that of numbers. */
const HOST_PORTS = [80, 443, 8080, 9090, 65535, 10000, 9];

function ports(noise: Noise): fc.Arbitrary<Json | typeof ABSENT> {
  const port = object({
    containerPort: one(8080, 80),
    hostPort: usually(50, one(ABSENT, ABSENT, null, 0), one(...HOST_PORTS)),
    protocol: one(ABSENT, 'TCP', 'UDP', null),
    name: one(ABSENT, 'http', '', null),
  });
  const some: fc.Arbitrary<Json> = fc.oneof(
    { weight: 7, arbitrary: port },
    { weight: 1, arbitrary: fc.constant<Json>(null) },
  );
  return usually(noise / 2, one(ABSENT, [{ containerPort: 8080 }], null, []), list(100, some, 3));
}

const NAMES = ['a', 'b', 'c', 'web', 'init', 'web-1'];

function container(noise: Noise, ephemeral: boolean): fc.Arbitrary<Fields> {
  return object({
    name: usually(
      noise / 4,
      one(...NAMES),
      one('', null, ABSENT, 'a"b', '\u{1f600}', '\ue000', 'constructor'),
    ),
    image: one('example.com/app:1', ABSENT, null),
    securityContext: containerContext(noise),
    ports: ports(noise),
    livenessProbe: handler(noise),
    readinessProbe: handler(noise),
    startupProbe: handler(noise),
    lifecycle: usually(
      noise,
      absent,
      mayBe(50, object({ postStart: handler(noise), preStop: handler(noise) })),
    ),
    ...(ephemeral
      ? { targetContainerName: one(ABSENT, 'a', null) }
      : { restartPolicy: one(ABSENT, ABSENT, 'Always', null) }),
  });
}

/** A list of containers: mostly one. */
export function containers(
  noise: Noise,
  ordinaryLength: number,
  ephemeral = false,
): fc.Arbitrary<Json | typeof ABSENT> {
  const one1 = container(noise, ephemeral);
  const item: fc.Arbitrary<Json> = fc.oneof(
    { weight: 60, arbitrary: one1 },
    { weight: 1, arbitrary: fc.constant<Json>(null) },
  );
  const ordinary =
    ordinaryLength === 0 ? absent : fc.array(one1, { minLength: 1, maxLength: ordinaryLength });
  return usually(
    noise / 3,
    ordinary,
    fc.oneof(
      { weight: 1, arbitrary: one(ABSENT, null, []) },
      { weight: 3, arbitrary: fc.array(item, { maxLength: 3 }) },
    ),
  );
}
