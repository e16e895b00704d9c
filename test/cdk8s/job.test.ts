import { SecureJob, type SecureJobProps } from 'bulwark/cdk8s';
import { at, errorOf, found, IMAGE, objectsOf, one, shopApp } from './support';

const MIGRATE: SecureJobProps = { image: IMAGE, command: ['/app/migrate'] };

function specOf(props: Partial<SecureJobProps> = {}): Record<string, unknown> {
  const { app, shop } = shopApp();
  new SecureJob(shop, 'migrate', { ...MIGRATE, ...props });
  expect(found(app)).toEqual([]);
  return { ...Object(at(one(objectsOf(app), 'Job', 'migrate'), 'spec')) };
}

test('a Job brings what is around it, and nothing is found on it', () => {
  const { app, shop } = shopApp();
  new SecureJob(shop, 'migrate', MIGRATE);
  expect(found(app)).toEqual([]);
  const own = objectsOf(app).filter(
    (object) => at(object, 'metadata.labels."app.kubernetes.io/instance"') === 'migrate',
  );
  expect(own.map(({ kind, metadata }) => `${kind} ${at(metadata, 'name')}`).sort()).toEqual([
    'Job migrate',
    'NetworkPolicy migrate',
    'ServiceAccount migrate',
  ]);
});

test('it ends, and what only pods have that run for good is not in it', () => {
  const { template, ...spec } = specOf({ sidecars: [{ name: 'proxy', image: IMAGE }] });
  expect(spec).toEqual({
    activeDeadlineSeconds: 86_400,
    backoffLimit: 3,
    podFailurePolicy: {
      rules: [{ action: 'Ignore', onPodConditions: [{ status: 'True', type: 'DisruptionTarget' }] }],
    },
    ttlSecondsAfterFinished: 86_400,
  });
  expect(at(template, 'spec.restartPolicy')).toBe('Never');
  for (const field of ['affinity', 'topologySpreadConstraints'])
    expect(at(template, `spec.${field}`)).toBeUndefined();
  for (const list of ['containers', 'initContainers'])
    for (const field of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'])
      expect(at(template, `spec.${list}.0.${field}`)).toBeUndefined();
  // A sidecar of Kubernetes' own kind ends with the pod; a second container would keep it running.
  expect(at(template, 'spec.initContainers.0.restartPolicy')).toBe('Always');
});

test('neither probes nor their absence are an opt-out, and a port makes a Service', () => {
  const { app, shop } = shopApp();
  new SecureJob(shop, 'migrate', { ...MIGRATE, port: 8080, probe: 'tcp' });
  const { judgement } = app.synthesize();
  expect(judgement.findings).toEqual([]);
  expect(judgement.suppressed.filter(({ control }) => control.endsWith('-probe'))).toEqual([]);
  expect(at(one(objectsOf(app), 'Service', 'migrate'), 'spec.ports.0.port')).toBe(8080);
});

test('defaults that have no place beside what is said are left out', () => {
  expect(specOf({ restartPolicy: 'OnFailure' })).not.toHaveProperty('podFailurePolicy');
  expect(specOf({ podReplacementPolicy: 'TerminatingOrFailed' })).not.toHaveProperty('podFailurePolicy');
  const indexed = { completionMode: 'Indexed', completions: 3, backoffLimitPerIndex: 1 } as const;
  expect(specOf(indexed)).not.toHaveProperty('backoffLimit');
  const never = specOf({ activeDeadlineSeconds: 'never', ttlSecondsAfterFinished: 'never' });
  expect(never).not.toHaveProperty('activeDeadlineSeconds');
  expect(never).not.toHaveProperty('ttlSecondsAfterFinished');
});

test('a condition has the status that servers give it', () => {
  const rules = [
    { action: 'FailJob', onExitCodes: { operator: 'In', values: [42] } },
    { action: 'Count', onPodConditions: [{ type: 'DisruptionTarget' }] },
  ] as const;
  expect(at(specOf({ podFailurePolicy: { rules } }), 'podFailurePolicy.rules')).toEqual([
    rules[0],
    { action: 'Count', onPodConditions: [{ status: 'True', type: 'DisruptionTarget' }] },
  ]);
});

test('what cdk8s-plus tells of a Job, and what its methods add, holds', () => {
  const { app, shop } = shopApp();
  const job = new SecureJob(shop, 'migrate', { ...MIGRATE, backoffLimit: 1, ttlSecondsAfterFinished: 60 });
  expect([job.backoffLimit, job.activeDeadline?.toSeconds(), job.ttlAfterFinished?.toSeconds()]).toEqual([
    1, 86_400, 60,
  ]);
  job.addHostAlias({ ip: '192.0.2.1', hostnames: ['db.example.com'] });
  job.podMetadata.addAnnotation('example.com/note', 'a');
  const spec = at(one(objectsOf(app), 'Job', 'migrate'), 'spec');
  expect(at(spec, 'template.spec.hostAliases.0.ip')).toBe('192.0.2.1');
  expect(at(spec, 'template.metadata.annotations')).toEqual({ 'example.com/note': 'a' });
  expect(at(spec, 'selector')).toBeUndefined();
});

test.each<[props: object, message: RegExp]>([
  [{ backoffLimit: -1 }, /backoffLimit: found -1; needs a whole number from 0/],
  [{ backoffLimit: 1.5 }, /backoffLimit: found 1\.5; needs a whole number from 0/],
  [{ backoffLimit: 2 ** 31 }, /backoffLimit: found 2147483648; needs a whole number from 0 to 2147483647/],
  [{ completions: 1e308 }, /completions: .*to 2147483647/],
  [{ activeDeadlineSeconds: 2 ** 60 }, /activeDeadlineSeconds/],
  [
    { podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [1.5] } }] } },
    /onExitCodes\.values: found 1\.5; needs an exit code/,
  ],
  [
    { podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [1e12] } }] } },
    /needs an exit code/,
  ],
  [{ activeDeadlineSeconds: 0 }, /activeDeadlineSeconds: found 0; needs a whole number from 1/],
  [{ activeDeadlineSeconds: 'none' }, /activeDeadlineSeconds/],
  [{ ttlSecondsAfterFinished: Number.NaN }, /ttlSecondsAfterFinished: found NaN/],
  [{ completions: 0 }, /completions: found 0; needs a whole number from 1/],
  [{ parallelism: 0 }, /parallelism: found 0; needs a whole number from 1/],
  [
    { completionMode: 'Indexed', parallelism: 2 },
    /completions: .*needs a number, as completionMode is Indexed/,
  ],
  [{ completionMode: 'indexed' }, /completionMode: .*needs .*Indexed/],
  [{ backoffLimitPerIndex: 1 }, /backoffLimitPerIndex: .*needs none, unless completionMode is Indexed/],
  [
    { completionMode: 'Indexed', completions: 2, maxFailedIndexes: 1 },
    /backoffLimitPerIndex: .*maxFailedIndexes/,
  ],
  [
    { completionMode: 'Indexed', completions: 2, backoffLimitPerIndex: 1, maxFailedIndexes: 3 },
    /maxFailedIndexes: found 3; needs at most 2/,
  ],
  [{ successPolicy: { rules: [{ succeededCount: 1 }] } }, /successPolicy: .*completionMode is Indexed/],
  [
    { completionMode: 'Indexed', completions: 2, successPolicy: { rules: [{ succeededIndexes: '0-2' }] } },
    /successPolicy\.rules\[0\]\.succeededIndexes: .*below completions, which is 2/,
  ],
  [
    { completionMode: 'Indexed', completions: 2, successPolicy: { rules: [] } },
    /successPolicy\.rules: .*at least one rule/,
  ],
  [{ restartPolicy: 'Always' }, /restartPolicy: .*Never/],
  [
    { restartPolicy: 'OnFailure', podFailurePolicy: { rules: [] } },
    /podFailurePolicy: .*needs restartPolicy 'Never'/,
  ],
  [
    { restartPolicy: 'OnFailure', completionMode: 'Indexed', completions: 2, backoffLimitPerIndex: 1 },
    /backoffLimitPerIndex: .*needs restartPolicy 'Never'/,
  ],
  [
    { podReplacementPolicy: 'TerminatingOrFailed', podFailurePolicy: { rules: [] } },
    /podReplacementPolicy: .*Failed/,
  ],
  [
    { podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [0] } }] } },
    /podFailurePolicy\.rules\[0\]\.onExitCodes\.values\[0\]: found 0; needs a code other than 0/,
  ],
  [
    { podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [3, 2] } }] } },
    /values: .*ascending order/,
  ],
  [
    {
      podFailurePolicy: {
        rules: [{ action: 'Count', onExitCodes: { containerName: 'web', operator: 'In', values: [1] } }],
      },
    },
    /containerName: found "web"; needs the name of a container/,
  ],
  [{ podFailurePolicy: { rules: [{ action: 'Ignore' }] } }, /rules\[0\]: .*onExitCodes or onPodConditions/],
  [
    { podFailurePolicy: { rules: [{ action: 'Count', onPodConditions: [{ type: 'a b' }] }] } },
    /onPodConditions\[0\]\.type: found "a b"/,
  ],
  [{ name: 'm'.repeat(62), completionMode: 'Indexed', completions: 11 }, /name: .*host name with an index/],
  [{ selector: {} }, /selector: .*at least one label/],
  [
    { replicas: 2 },
    /replicas: found "replicas"; needs one of image, .*suspend, grants, cloudIdentity, account/,
  ],
  [{ strategy: 'Recreate' }, /strategy/],
])('%j is refused', (props, message) => {
  const { shop } = shopApp();
  expect(errorOf(() => new SecureJob(shop, 'migrate', { ...MIGRATE, ...props })).message).toMatch(message);
});

test('everything that is wrong is told at once', () => {
  const { shop } = shopApp();
  const props = { ...MIGRATE, backoffLimit: -1, completions: -2, parallelism: -3, name: 'Migrate' };
  const error = errorOf(() => new SecureJob(shop, 'migrate', props)).message;
  for (const field of ['backoffLimit', 'completions', 'parallelism', 'name'])
    expect(error.match(new RegExp(`${field}: found`, 'g'))).toHaveLength(1);
});
