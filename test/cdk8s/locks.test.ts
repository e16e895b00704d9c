import { type ControlId, IsolatedNamespace, restricted, SecureDeployment, waive } from 'bulwark/cdk8s';
import { errorOf, IMAGE, judgementOf, shopApp, WEB } from './support';

const LOCKED: readonly ControlId[] = [
  'cpu-limits',
  'cpu-requests-equal-limits',
  'memory-requests-equal-limits',
  'priority-class-set',
  'pod-anti-affinity',
  'topology-spread',
  'liveness-probe',
  'readiness-probe',
  'set-selinux-options',
  'dns-config-ndots',
  'rolling-update-strategy',
];

/** Props that refuse a default, with the controls that it is about. */
const REFUSALS: readonly [
  string,
  Partial<ConstructorParameters<typeof SecureDeployment>[2]>,
  readonly ControlId[],
][] = [
  ['spread', { spread: 'optOut' }, ['pod-anti-affinity', 'topology-spread']],
  ['seLinux', { seLinux: 'optOut' }, ['set-selinux-options']],
  ['priorityClass', { priorityClass: 'optOut' }, ['priority-class-set']],
  ['ndots', { ndots: 'optOut' }, ['dns-config-ndots']],
  ['strategy', { strategy: 'Recreate' }, ['rolling-update-strategy']],
  ['memoryLimit', { resources: { memory: '64Mi', memoryLimit: '1Gi' } }, ['memory-requests-equal-limits']],
  ['cpuLimit', { resources: { cpu: '100m', cpuLimit: '1' } }, ['cpu-requests-equal-limits']],
  ['no liveness', { liveness: undefined }, ['liveness-probe']],
  [
    'no probe',
    { liveness: undefined, probe: undefined, port: undefined },
    ['liveness-probe', 'readiness-probe'],
  ],
];

test.each(REFUSALS)('%s refuses no locked control', (_, props, ids) => {
  const suppressedFrom = (locked: readonly ControlId[]): { suppressed: string[]; found: string[] } => {
    const { app, shop } = shopApp({ policy: restricted({ locked }) });
    new SecureDeployment(shop, 'web', { ...WEB, ...props });
    const { findings, suppressed } = judgementOf(app);
    const unique = (list: readonly { control: string }[]): string[] => [
      ...new Set(list.map(({ control }) => control)),
    ];
    return { suppressed: unique(suppressed), found: unique(findings) };
  };
  expect(suppressedFrom([]).found).toEqual([]);
  expect(suppressedFrom([]).suppressed).toEqual(expect.arrayContaining([...ids]));
  const { suppressed, found } = suppressedFrom(LOCKED);
  expect(suppressed.filter((id) => LOCKED.some((locked) => locked === id))).toEqual([]);
  expect(found).toEqual(expect.arrayContaining([...ids]));
});

test('a namespace and a workload that refuse CPU limits together refuse no locked control', () => {
  const { app } = shopApp({ policy: restricted({ locked: ['cpu-limits'] }) });
  const shop = new IsolatedNamespace(app, 'free', { cpuLimits: 'optOut' });
  new SecureDeployment(shop, 'web', { ...WEB, resources: { memory: '64Mi', cpuLimit: 'optOut' } });
  const found = judgementOf(app).findings.filter(({ control }) => control === 'cpu-limits');
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ waivable: false });
});

test('the message says what was refused, and offers no waiver', () => {
  const { app, shop } = shopApp({ policy: restricted({ locked: ['pod-anti-affinity'] }) });
  const web = new SecureDeployment(shop, 'web', { ...WEB, image: IMAGE, spread: 'optOut' });
  waive(web, {
    control: 'pod-anti-affinity',
    reason: 'there is one node in this cluster',
    owner: 'team-shop',
    expires: '2027-02-01',
  });
  const { messages } = errorOf(() => app.synth());
  expect(messages).toHaveLength(2);
  expect(messages.join('\n')).not.toMatch(/Or waive|…at least/);
  expect(messages[0]).toMatch(
    /locks this control.*not suppressed: the workload opts out: spread: 'optOut'\.$/,
  );
  expect(messages[1]).toMatch(/^waiver-invalid at shop\/web: .*is locked by the policy/);
});

test('an unused waiver is named by its construct', () => {
  const { app, shop } = shopApp();
  waive(shop, {
    control: 'no-host-pid',
    reason: 'the agent looks at the processes of its node',
    owner: 'team-shop',
    expires: '2027-02-01',
  });
  expect(errorOf(() => app.synth()).messages[0]).toMatch(
    /^waiver-unused at shop: found the waiver of 'no-host-pid'/,
  );
});
