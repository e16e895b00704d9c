import { app, MAP, REPORT, synth } from './fake-app';

test('counts what was written into third-party objects, and lists it where it is asked', async () => {
  const changes = [
    {
      object: { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'raw' },
      construct: 'shop/raw',
      fields: [
        {
          path: 'spec.containers[0].imagePullPolicy',
          container: 'app',
          before: 'absent',
          after: '"Always"',
          by: 'image-pull-policy',
        },
        { path: 'spec.hostIPC', container: null, before: 'true', after: 'absent', by: '' },
      ],
    },
  ];
  app({ '01-b.k8s.yaml': MAP }, { ...REPORT, changes });
  const silent = await synth();
  expect(silent.out).toContain('changed     1 third-party object, 2 fields (--changes lists them)\n');
  expect(silent.err).toBe('');
  const { err } = await synth('--changes');
  expect(
    err,
  ).toBe(`Pod shop/raw at shop/raw: changed spec.containers[0].imagePullPolicy of app: absent to "Always" (image-pull-policy)
Pod shop/raw at shop/raw: changed spec.hostIPC: true to absent
`);
  const { out } = await synth('--format', 'json');
  expect(JSON.parse(out)).toMatchObject({ report: { changes } });
});

test('says what to check in third-party objects, one line for each reason', async () => {
  const decision = (path: string, container: string | null, reason: string) => ({
    control: 'run-as-high-uid',
    object: { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'raw' },
    construct: 'shop/raw',
    path,
    container,
    action: 'wrote',
    reason,
  });
  const decisions = [
    decision('spec.containers[0].securityContext.runAsUser', 'app', 'another user'),
    decision('spec.containers[1].securityContext.runAsUser', 'proxy', 'another user'),
    decision('spec.enableServiceLinks', null, 'no variables'),
  ];
  app({ '01-b.k8s.yaml': MAP }, { ...REPORT, decisions });
  const { code, err } = await synth();
  expect(code).toBe(0);
  expect(
    err,
  ).toBe(`Pod shop/raw at shop/raw: check this: wrote securityContext.runAsUser (app, proxy): another user
Pod shop/raw at shop/raw: check this: wrote spec.enableServiceLinks: no variables
`);
});
