import {
  HardenedApp,
  IsolatedNamespace,
  override,
  restricted,
  SecureDeployment,
  type Waiver,
  waive,
} from 'bulwark/cdk8s';
import { ApiObject } from 'cdk8s';
import {
  at,
  container,
  deployment,
  errorOf,
  found,
  IMAGE,
  judgementOf,
  objectsOf,
  one,
  TODAY,
  WEB,
  webApp,
} from './support';

const GOOD: Waiver = {
  control: 'read-only-root-filesystem',
  reason: 'the program writes beside its binary until the next release',
  owner: 'team-shop',
  expires: '2027-02-01',
};
/** A waiver as it comes from a file or from JavaScript: of any form. */
const loose = (changes: object): Waiver => JSON.parse(JSON.stringify({ ...GOOD, ...changes }));
const WRITABLE = {
  path: 'spec.template.spec.containers[web].securityContext.readOnlyRootFilesystem',
  value: false,
};

describe('waivers', () => {
  test.each<[string, (made: ReturnType<typeof webApp>) => void]>([
    ['on the construct', ({ web }) => waive(web, GOOD)],
    ['on the namespace', ({ shop }) => waive(shop, GOOD)],
    ['on the app', ({ app }) => waive(app, GOOD)],
    ['of one container', ({ web }) => waive(web, { ...GOOD, container: 'web' })],
  ])('%s suppresses, and the control writes nothing', (_, attach) => {
    const made = webApp();
    made.web.addContainer({ name: 'own', image: IMAGE, securityContext: { readOnlyRootFilesystem: false } });
    waive(made.web, { ...GOOD, container: 'own' });
    override(made.web, [{ ...WRITABLE, value: undefined }], { ...GOOD, container: 'web' });
    attach(made);
    expect(at(container(made.app), 'securityContext')).not.toHaveProperty('readOnlyRootFilesystem');
    const ids = judgementOf(made.app).findings.map((item) => `${item.control} ${item.container ?? ''}`);
    expect(ids).not.toContain('read-only-root-filesystem own');
    expect(ids).not.toContain('read-only-root-filesystem web');
  });

  test('of a container holds for that one alone', () => {
    const { app, web } = webApp();
    web.addContainer({ name: 'own', image: IMAGE, securityContext: { readOnlyRootFilesystem: false } });
    override(web, [WRITABLE], { ...GOOD, container: 'web' });
    const left = judgementOf(app).findings.filter((item) => item.control === 'read-only-root-filesystem');
    expect(left.map((item) => item.container)).toEqual(['own']);
  });

  test('of a finding holds for that one alone', () => {
    const { app, web } = webApp({ nodeSelector: { pool: 'a', disk: 'b' } });
    waive(web, { ...GOOD, control: 'no-pinned-node-placement', finding: 'pool' });
    expect(judgementOf(app).findings.map((item) => item.finding)).toEqual(['disk']);
  });

  test.each<[string, object, RegExp]>([
    ['expired', { expires: TODAY }, /it expired on 2026-11-21/],
    ['too short a reason', { reason: 'because' }, /the reason has 7 characters and needs at least 20/],
    ['no owner', { owner: ' ' }, /it has no owner/],
    ['unknown', { control: 'no-such-control' }, /there is no control 'no-such-control'/],
    ['too long', { expires: '2028-11-21' }, /runs for 731 days; the policy allows 365/],
    ['no date', { expires: 'soon' }, /expires is 'soon'/],
    ['no date at all', { expires: undefined }, /expires is 'undefined'|needs to be a date/],
    ['unused', { control: 'no-host-pid' }, /it suppresses nothing/],
  ])('%s: an error, and nothing is suppressed by it', (_, changes, text) => {
    const { app, web } = webApp();
    override(web, [WRITABLE], loose(changes));
    expect(errorOf(() => app.synthYaml()).message).toMatch(text);
    expect(found(app)).toContain('read-only-root-filesystem');
  });

  test('of a locked control: an error', () => {
    const app = new HardenedApp({
      today: TODAY,
      policy: restricted({ locked: ['read-only-root-filesystem'] }),
    });
    override(new SecureDeployment(new IsolatedNamespace(app, 'shop'), 'web', WEB), [WRITABLE], GOOD);
    expect(errorOf(() => app.synthYaml()).message).toMatch(
      /'read-only-root-filesystem' is locked by the policy/,
    );
  });

  test('are on the metadata of the object, never in the pods, and only where they suppress', () => {
    const { app, shop, web } = webApp();
    override(web, [WRITABLE], GOOD);
    new SecureDeployment(shop, 'other', WEB);
    const object = deployment(app);
    expect(at(object, 'metadata.annotations')).toEqual({
      'bulwark.dev/waived': 'read-only-root-filesystem until 2027-02-01',
    });
    expect(at(object, 'spec.template.metadata.annotations')).toBeUndefined();
    expect(objectsOf(app).filter((item) => JSON.stringify(item).includes('bulwark.dev/waived'))).toHaveLength(
      1,
    );
  });
});

describe('what the API server refuses is not suppressed', () => {
  const privileged = { path: 'spec.template.spec.containers[web].securityContext.privileged', value: true };
  const escalates = {
    path: 'spec.template.spec.containers[web].securityContext.allowPrivilegeEscalation',
    value: true,
  };
  const node: Waiver = {
    ...GOOD,
    control: 'no-privileged-containers',
    reason: 'it is an agent of the node and needs devices',
  };
  const climbs: Waiver = { ...node, control: 'no-privilege-escalation' };

  test('a waiver of a Pod Security control in a restricted namespace says what to do', () => {
    const { app, web } = webApp();
    override(web, [privileged, escalates], node);
    waive(web, climbs);
    const { message } = errorOf(() => app.synthYaml());
    expect(message).toMatch(/waiver-not-admitted at shop\/web/);
    expect(message).toMatch(/which enforces restricted v1\.36 and refuses the pod/);
    expect(message).toMatch(/podSecurity: 'privileged' on the IsolatedNamespace/);
  });

  test('with the level lowered, and that waived on the namespace, it works', () => {
    const app = new HardenedApp({ today: TODAY });
    const agents = new IsolatedNamespace(app, 'agents', {
      podSecurity: 'privileged',
      waivers: (
        [
          'pod-security-restricted-enforced',
          'pod-security-baseline-enforced',
          'pod-security-admission-enforced',
        ] as const
      )
        .slice(0, 2)
        .map((control) => ({ ...node, control })),
    });
    override(new SecureDeployment(agents, 'web', WEB), [privileged, escalates], node);
    waive(agents, climbs);
    expect(judgementOf(app).findings.map((item) => `${item.control}: ${item.found}`)).toEqual([]);
    expect(at(one(objectsOf(app), 'Namespace', 'agents'), 'metadata.labels')).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'privileged',
      'pod-security.kubernetes.io/warn': 'restricted',
    });
  });
});

test('a waiver above does not soften what a construct writes', () => {
  const { app, shop } = webApp();
  const container = { name: 'raw', image: IMAGE, securityContext: {} };
  waive(shop, GOOD);
  new ApiObject(shop, 'raw', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'raw' },
    spec: { containers: [container] },
  });
  const [web, raw] = [deployment(app), one(objectsOf(app), 'Pod', 'raw')];
  const field = 'containers.0.securityContext.readOnlyRootFilesystem';
  expect([at(web, `spec.template.spec.${field}`), at(raw, `spec.${field}`)]).toEqual([true, undefined]);
});
