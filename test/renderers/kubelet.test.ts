import type { KubeletProfile } from '../../lib/core/cluster/kubelet';
import { type ClusterOptions, clusters } from '../../lib/core/cluster/presets';
import { InvalidInputError } from '../../lib/core/errors';
import { evaluateFiles } from '../../lib/core/files/evaluate-files';
import { KUBELET_CONFIGURATION } from '../../lib/core/files/kubelet-configuration';
import { isPlain, type PlainObject } from '../../lib/core/manifest/plain';
import { restricted } from '../../lib/core/policy/policy';
import { ModelDraft } from '../../lib/model/cluster-model';
import { filesOf } from '../../lib/renderers';

function files(options: ClusterOptions): ReturnType<typeof filesOf> {
  return filesOf(new ModelDraft(clusters.kubeadm(options), restricted()));
}

/** The content of the file of a cluster, which has to be right. */
function content(kubelet: KubeletProfile, options: ClusterOptions = {}): PlainObject {
  const made = files({ ...options, kubelet });
  expect(evaluateFiles(made)).toEqual([]);
  const said = made[0]?.content;
  if (!isPlain(said)) throw new Error('no file');
  return said;
}

const CIPHERS = ['AES_128_GCM_SHA256', 'AES_256_GCM_SHA384', 'CHACHA20_POLY1305_SHA256'].flatMap((suite) =>
  ['ECDSA', 'RSA'].map((key) => `TLS_ECDHE_${key}_WITH_${suite}`),
);

test('the file says all that hardens a kubelet, and nothing that is the business of a node', () => {
  expect(files({ kubelet: {} })).toEqual([
    {
      form: 'file',
      format: 'yaml',
      path: 'kubelet/kubelet.conf.d/50-bulwark.conf',
      schema: 'kubelet.config.k8s.io/v1beta1 KubeletConfiguration',
      content: {
        apiVersion: 'kubelet.config.k8s.io/v1beta1',
        kind: 'KubeletConfiguration',
        allowedUnsafeSysctls: [],
        authentication: { anonymous: { enabled: false }, webhook: { enabled: true } },
        authorization: { mode: 'Webhook' },
        containerLogMaxFiles: 5,
        containerLogMaxSize: '10Mi',
        enableSystemLogHandler: false,
        enableSystemLogQuery: false,
        makeIPTablesUtilChains: true,
        podPidsLimit: 4096,
        readOnlyPort: 0,
        rotateCertificates: true,
        seccompDefault: true,
        streamingConnectionIdleTimeout: '4h0m0s',
        tlsCipherSuites: CIPHERS,
        tlsMinVersion: 'VersionTLS12',
      },
    },
  ]);
});

test('a cluster that says nothing about its kubelets has no file', () => {
  expect(files({})).toEqual([]);
});

test('what the profile asks for is in it', () => {
  const said = { podPidsLimit: 64, serverTLSBootstrap: true, protectKernelDefaults: true };
  expect(content(said)).toMatchObject(said);
  const unsaid = content({ serverTLSBootstrap: false, protectKernelDefaults: false });
  expect(Object.keys(unsaid)).not.toContain('serverTLSBootstrap');
  expect(Object.keys(unsaid)).not.toContain('protectKernelDefaults');
});

test.each([
  ['50Mi', '10Mi'],
  ['1Gi', '214748364'],
  ['100M', '20M'],
  ['7', '1'],
])('of a log budget of %s each of five files has %s', (logBudget, size) => {
  expect(content({}, { logBudget })).toMatchObject({ containerLogMaxSize: size, containerLogMaxFiles: 5 });
});

test.each(['0', '4', '100m', '-5Mi'])(
  'a log budget of %s is a finding: a log would have no room',
  (logBudget) => {
    const found = evaluateFiles(files({ kubelet: {}, logBudget }));
    expect(found.map(({ control, path }) => [control, path])).toEqual([['schema', 'containerLogMaxSize']]);
  },
);

test.each<[object, RegExp]>([
  [{ podPidsLimit: -1 }, /podPidsLimit.*found -1; needs a whole number from 64/],
  [{ podPidsLimit: 1.5 }, /podPidsLimit/],
  [{ podPidsLimit: '4096' }, /podPidsLimit/],
  [{ serverTLSBootstrap: 'yes' }, /serverTLSBootstrap.*true or false/],
  [{ readOnlyPort: 10_255 }, /readOnlyPort/],
])('a profile with %j is refused', (kubelet, message) => {
  const options: ClusterOptions = JSON.parse(JSON.stringify({ kubelet }));
  expect(() => clusters.kubeadm(options)).toThrow(InvalidInputError);
  expect(() => clusters.kubeadm(options)).toThrow(message);
});

/** What would undo the hardening, or what the kubelet refuses; and where that is found. */
test.each<[string, object, string]>([
  [
    'requests without a name',
    { authentication: { anonymous: { enabled: true }, webhook: { enabled: true } } },
    'authentication.anonymous.enabled',
  ],
  ['no webhook', { authentication: { anonymous: { enabled: false } } }, 'authentication.webhook'],
  ['everybody', { authorization: { mode: 'AlwaysAllow' } }, 'authorization.mode'],
  ['the open port', { readOnlyPort: 10_255 }, 'readOnlyPort'],
  ['a weak suite', { tlsCipherSuites: ['TLS_RSA_WITH_AES_128_CBC_SHA'] }, 'tlsCipherSuites'],
  ['no suite: the defaults', { tlsCipherSuites: [] }, 'tlsCipherSuites'],
  ['an old version', { tlsMinVersion: 'VersionTLS10' }, 'tlsMinVersion'],
  ['no limit', { podPidsLimit: -1 }, 'podPidsLimit'],
  ['one file, which the kubelet refuses', { containerLogMaxFiles: 1 }, 'containerLogMaxFiles'],
  ['streams for ever', { streamingConnectionIdleTimeout: '0s' }, 'streamingConnectionIdleTimeout'],
  ['a sysctl', { allowedUnsafeSysctls: ['kernel.msg*'] }, 'allowedUnsafeSysctls'],
  ['a flag as a text', { seccompDefault: 'true' }, 'seccompDefault'],
  ['what a node has to say itself', { clusterDNS: ['10.96.0.10'] }, ''],
  ['a list', { authorization: [] }, 'authorization'],
  ['another kind', { kind: 'KubeProxyConfiguration' }, 'kind'],
])('%s does not pass', (_, wrong, path) => {
  const problems = KUBELET_CONFIGURATION.check({ ...content({}), ...wrong });
  expect(problems.map((problem) => problem.path)).toEqual([path]);
});

test('whatever is missing is said, each field by itself', () => {
  const whole = content({});
  for (const field of Object.keys(whole)) {
    const { [field]: _, ...rest } = whole;
    expect([field, KUBELET_CONFIGURATION.check(rest).map(({ path }) => path)]).toEqual([field, [field]]);
  }
  for (const odd of [undefined, null, 7, 'text', []])
    expect(KUBELET_CONFIGURATION.check(odd)).toHaveLength(1);
});
