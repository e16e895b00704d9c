import { pod, type Row, type Table, template } from '../rows';

const C = 'spec.containers[0]';
const I = 'spec.initContainers[0]';
const LONG = 'a'.repeat(64);
const init = { name: 'init', image: 'a:1' };

const names: Row[] = [
  { path: `${C}.name`, bad: [undefined, '', 'A', 'a.b', LONG], good: ['a', '1'] },
  {
    path: `${C}.image`,
    bad: [undefined, '', ' a', 'a\n', '\u00a0a'],
    good: ['a', 'r.example.com:5000/a@sha256:b'],
  },
  { path: 'spec.containers', bad: [undefined, null, []], good: [[{ name: 'a', image: 'a' }]] },
  {
    path: 'spec.containers[1]',
    at: `spec.containers[1].name`,
    bad: [{ name: 'app', image: 'a' }],
    good: [{ name: 'b', image: 'a' }],
  },
  { path: I, at: `${I}.name`, bad: [{ name: 'app', image: 'a' }], good: [init] },
  {
    path: `${C}.terminationMessagePolicy`,
    bad: ['file'],
    good: ['File', 'FallbackToLogsOnError', '', undefined],
  },
  { path: `${C}.imagePullPolicy`, bad: ['always'], good: ['Always', 'IfNotPresent', 'Never', ''] },
  { path: 'spec.ephemeralContainers', bad: [[{ name: 'debug', image: 'a' }]], good: [[], undefined] },
];

const ports: Row[] = [
  {
    path: `${C}.ports[0]`,
    bad: [{}, { containerPort: 0 }, { containerPort: 65536 }, { containerPort: -1 }],
    good: [{ containerPort: 1 }, { containerPort: 65535 }],
  },
  {
    path: `${C}.ports[0].name`,
    with: { [`${C}.ports[0].containerPort`]: 80 },
    bad: ['A', '1', 'a--b', '-a', 'a'.repeat(16)],
    good: ['a1', '', undefined],
  },
  {
    path: `${C}.ports[0].protocol`,
    with: { [`${C}.ports[0].containerPort`]: 80 },
    bad: ['tcp'],
    good: ['TCP', 'UDP', 'SCTP', ''],
  },
  {
    path: `${C}.ports[0].hostPort`,
    with: { [`${C}.ports[0].containerPort`]: 80 },
    bad: [-1, 65536],
    good: [0, 80],
  },
  {
    path: `${C}.ports`,
    bad: [
      [
        { name: 'a', containerPort: 1 },
        { name: 'a', containerPort: 2 },
      ],
      [
        { containerPort: 1, hostPort: 9 },
        { containerPort: 2, hostPort: 9 },
      ],
    ],
    good: [
      [
        { name: 'a', containerPort: 1 },
        { name: 'b', containerPort: 1 },
      ],
      [
        { containerPort: 1, hostPort: 9 },
        { containerPort: 2, hostPort: 9, protocol: 'UDP' },
      ],
      [
        { containerPort: 1, hostPort: 9, hostIP: '127.0.0.1' },
        { containerPort: 2, hostPort: 9 },
      ],
    ],
  },
  {
    path: `${C}.ports[0]`,
    with: { 'spec.hostNetwork': true },
    bad: [{ containerPort: 80, hostPort: 81 }],
    good: [{ containerPort: 80, hostPort: 80 }, { containerPort: 80 }],
  },
];

const probe = `${C}.readinessProbe`;
const probes: Row[] = [
  {
    path: probe,
    bad: [{}, { httpGet: { port: 1 }, tcpSocket: { port: 1 } }, { exec: {} }, { exec: { command: [] } }],
    good: [{ httpGet: { port: 1 } }, { exec: { command: ['a'] } }, { grpc: { port: 1 } }, undefined],
  },
  {
    path: `${probe}.httpGet`,
    bad: [
      {},
      { port: 0 },
      { port: 'Http' },
      { port: '' },
      { port: 1, scheme: 'http' },
      { port: 1, httpHeaders: [{ name: 'a b', value: '' }] },
    ],
    good: [
      { port: 'http' },
      { port: 1, scheme: 'HTTPS', path: '' },
      { port: 1, httpHeaders: [{ name: 'X-A', value: '' }] },
    ],
  },
  { path: `${probe}.tcpSocket`, bad: [{}, { port: 65536 }], good: [{ port: 65535 }] },
  { path: `${probe}.grpc`, bad: [{}, { port: 0 }], good: [{ port: 1 }] },
  ...['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'failureThreshold', 'successThreshold'].map(
    (name) => ({
      path: `${probe}.${name}`,
      with: { [probe]: { tcpSocket: { port: 1 } } },
      bad: [-1],
      good: [0, 1, 5, undefined],
    }),
  ),
  {
    path: `${C}.livenessProbe.successThreshold`,
    with: { [`${C}.livenessProbe`]: { tcpSocket: { port: 1 } } },
    bad: [2, -1],
    good: [0, 1],
  },
  {
    path: `${C}.startupProbe.successThreshold`,
    with: { [`${C}.startupProbe`]: { tcpSocket: { port: 1 } } },
    bad: [2],
    good: [1],
  },
  {
    path: `${C}.livenessProbe.terminationGracePeriodSeconds`,
    with: { [`${C}.livenessProbe`]: { tcpSocket: { port: 1 } } },
    bad: [0, -1],
    good: [1],
  },
  {
    path: `${probe}.terminationGracePeriodSeconds`,
    with: { [probe]: { tcpSocket: { port: 1 } } },
    bad: [1],
    good: [undefined],
  },
  {
    path: `${C}.lifecycle`,
    bad: [
      { preStop: {} },
      { preStop: { sleep: { seconds: 1 }, exec: { command: ['a'] } } },
      { postStart: { grpc: { port: 1 } } },
    ],
    good: [{}, { preStop: { sleep: { seconds: 0 } } }, { postStart: { exec: { command: ['a'] } } }],
  },
  { path: `${C}.lifecycle.preStop.sleep.seconds`, bad: [-1, 31], good: [30, undefined] },
  {
    path: `${C}.lifecycle.preStop.sleep.seconds`,
    with: { 'spec.terminationGracePeriodSeconds': 60 },
    bad: [61],
    good: [60],
  },
];

const inits: Row[] = [
  ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((name) => ({
    path: `${I}.${name}`,
    with: { [I]: { ...init } },
    bad: [{ tcpSocket: { port: 1 } }, {}],
    good: [undefined, null],
  })),
  {
    path: `${I}.lifecycle`,
    with: { [I]: { ...init } },
    bad: [{}, { preStop: { sleep: { seconds: 1 } } }],
    good: [{ stopSignal: 'SIGTERM' }],
  },
  {
    path: `${I}.readinessProbe`,
    with: { [I]: { ...init, restartPolicy: 'Always' } },
    bad: [{}],
    good: [{ tcpSocket: { port: 1 } }],
  },
  {
    path: `${I}.ports`,
    with: { [I]: { ...init } },
    bad: [
      [
        { containerPort: 1, hostPort: 9 },
        { containerPort: 2, hostPort: 9 },
      ],
    ],
    good: [[{ containerPort: 1, hostPort: 9 }]],
  },
  {
    path: `${I}.restartPolicy`,
    with: { [I]: { ...init } },
    minor: 33,
    bad: ['Never', 'x', ''],
    good: ['Always', undefined],
  },
  {
    path: `${I}.restartPolicy`,
    with: { [I]: { ...init } },
    minor: 34,
    bad: [],
    good: ['Never', 'x', 'Always'],
  },
  {
    path: `${I}.restartPolicy`,
    with: { [I]: { ...init } },
    minor: 35,
    bad: ['x', ''],
    good: ['Never', 'OnFailure', 'Always'],
  },
  { path: `${C}.restartPolicy`, minor: 33, bad: ['Always'], good: [undefined] },
  { path: `${C}.restartPolicy`, minor: 35, bad: ['x'], good: ['Always', 'Never'] },
  {
    path: `${C}.restartPolicyRules`,
    at: C,
    minor: 35,
    bad: [[{ action: 'Restart', exitCodes: { operator: 'In', values: [1] } }]],
    good: [[], undefined],
  },
  {
    path: `${C}.restartPolicyRules`,
    with: { [`${C}.restartPolicy`]: 'Never' },
    minor: 35,
    bad: [
      [{ action: 'Restart' }],
      [{ action: 'x', exitCodes: { operator: 'In', values: [1] } }],
      [{ action: 'RestartAllContainers', exitCodes: { operator: 'In', values: [1] } }],
      [{ action: 'Restart', exitCodes: { operator: 'x' } }],
      [{ action: 'Restart', exitCodes: { operator: 'In', values: new Array(256).fill(1) } }],
      new Array(21).fill({ action: 'Restart', exitCodes: { operator: 'In', values: [1] } }),
    ],
    good: [[{ action: 'Restart', exitCodes: { operator: 'NotIn', values: [1] } }]],
  },
  {
    path: `${C}.restartPolicyRules`,
    with: { [`${C}.restartPolicy`]: 'Never' },
    minor: 36,
    bad: [],
    good: [[{ action: 'RestartAllContainers', exitCodes: { operator: 'In', values: [1] } }]],
  },
  {
    path: `${I}.restartPolicyRules`,
    with: { [I]: { ...init, restartPolicy: 'Always' } },
    minor: 35,
    bad: [[{ action: 'Restart', exitCodes: { operator: 'In', values: [1] } }]],
    good: [[]],
  },
  {
    path: `${C}.resizePolicy`,
    bad: [
      [{}],
      [{ resourceName: 'disk', restartPolicy: 'NotRequired' }],
      [{ resourceName: 'cpu', restartPolicy: 'x' }],
      [
        { resourceName: 'cpu', restartPolicy: 'NotRequired' },
        { resourceName: 'cpu', restartPolicy: 'NotRequired' },
      ],
    ],
    good: [
      [
        { resourceName: 'cpu', restartPolicy: 'RestartContainer' },
        { resourceName: 'memory', restartPolicy: 'NotRequired' },
      ],
    ],
  },
  {
    path: `${C}.resizePolicy`,
    with: { 'spec.restartPolicy': 'Never' },
    bad: [[{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }]],
    good: [[{ resourceName: 'cpu', restartPolicy: 'NotRequired' }]],
  },
  {
    path: `${I}.resizePolicy`,
    with: { [I]: { ...init } },
    bad: [[{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }]],
    good: [[{ resourceName: 'cpu', restartPolicy: 'NotRequired' }]],
  },
  {
    path: `${I}.resizePolicy`,
    with: { [I]: { ...init } },
    minor: 35,
    bad: [],
    good: [[{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }]],
  },
];

const ephemeral = (change: object): object[] => [{ name: 'debug', image: 'a', ...change }];
const PLACE = 'spec.ephemeralContainers';

// They are refused as a whole in a new pod; what else is wrong with them is said too.

/** What is refused and taken, by the rows of each table. */
export const containers: readonly Table[] = [
  { name: 'containers', base: pod, rows: [...names, ...ports] },
  { name: 'probes and hooks', base: pod, rows: probes },
  { name: 'init containers and restarts', base: pod, rows: inits },
  {
    name: 'in a template',
    base: () => ({
      apiVersion: 'v1',
      kind: 'PodTemplate',
      metadata: { name: 'web', namespace: 'shop' },
      template: template(),
    }),
    rows: [
      { path: 'template.spec.containers[0].image', bad: [''], good: [' ', ' a '] },
      { path: 'template.spec.ephemeralContainers', bad: [[{ name: 'debug', image: 'a' }]], good: [[]] },
      { path: 'template.spec', at: 'template.spec.containers', bad: [undefined, {}, null], good: [] },
      { path: 'template.metadata.labels', bad: [{ 'a b': 'c' }, { a: 'b c' }], good: [{ a: '' }, undefined] },
      { path: 'template.metadata.annotations', bad: [{ 'a b': 'c' }], good: [{ 'Example.com/A': 'b c' }] },
    ],
  },
  {
    name: 'ephemeral containers',
    base: pod,
    rows: [
      {
        path: PLACE,
        bad: [
          ephemeral({ ports: [{ containerPort: 1 }] }),
          ephemeral({ resources: { limits: { cpu: '1' } } }),
          ephemeral({ livenessProbe: {} }),
          ephemeral({ lifecycle: {} }),
          ephemeral({ name: 'app' }),
          ephemeral({ image: ' a' }),
          ephemeral({ targetContainerName: 'none' }),
          ephemeral({ volumeMounts: [{ name: 'scratch', mountPath: '/a', subPath: 'a' }] }),
        ],
        good: [],
      },
    ],
  },
];
