import { isAbsent, isPlain, objectAt, objectsAt, type PlainObject } from '../../manifest/plain';
import { objectControl } from '../control';
import { fill } from '../draft';
import { surgeReason } from '../facts/surge';
import { objectIn } from './shared/draft';
import { deployment } from './shared/samples';

function podSpec(manifest: PlainObject): PlainObject | undefined {
  return objectAt(objectAt(objectAt(manifest, 'spec'), 'template'), 'spec');
}

/** Whether the pods mount a volume claim: a second pod may not be able to mount it while the first one runs. */
function mountsClaim(manifest: PlainObject): boolean {
  return objectsAt(podSpec(manifest), 'volumes').some((volume) => !isAbsent(volume.persistentVolumeClaim));
}

/** Where a kind keeps its strategy. */
function fieldOf(manifest: PlainObject): 'strategy' | 'updateStrategy' {
  return manifest.kind === 'Deployment' ? 'strategy' : 'updateStrategy';
}

/** `Recreate` holds for a Deployment that mounts a volume claim: a rolling update would wait for the claim forever. */
export const rollingUpdateStrategy = objectControl({
  id: 'rolling-update-strategy',
  title: 'Workloads use rolling updates',
  category: 'workload',
  severity: 'low',
  why: 'With Recreate every update is an outage, and with OnDelete a security fix waits until someone deletes the pods by hand.',
  fix: 'spec: { strategy: { type: RollingUpdate } }',
  code: "leave out strategy: 'Recreate'",
  breaks: 'Programs whose versions must never run at the same time need Recreate, and a waiver.',
  refs: {
    kubescape: ['C-0305'],
    kubeLinter: ['no-rolling-update-strategy'],
    kubeScore: ['deployment-strategy'],
  },
  kinds: ['Deployment', 'StatefulSet', 'DaemonSet'],
  check(manifest, report) {
    const field = fieldOf(manifest);
    const strategy = isPlain(manifest.spec) ? manifest.spec[field] : manifest.spec;
    const found = isPlain(strategy) ? strategy.type : strategy;
    if (found === 'RollingUpdate') return;
    if (found === 'Recreate' && field === 'strategy' && mountsClaim(manifest)) return;
    report({
      path: `spec.${field}.type`,
      found: found ?? undefined,
      needs: 'RollingUpdate',
      fix: `spec: { ${field}: { type: RollingUpdate } }`,
    });
  },
  harden(manifest, context) {
    const field = fieldOf(manifest);
    const strategy = objectIn(objectIn(manifest, 'spec'), field);
    if (strategy === undefined) return;
    fill(strategy, 'type', 'RollingUpdate');
    if (field !== 'strategy' || strategy.type !== 'RollingUpdate' || !isAbsent(strategy.rollingUpdate))
      return;
    const reason = surgeReason(manifest, context);
    if (reason === undefined) strategy.rollingUpdate = { maxSurge: 1, maxUnavailable: 0 };
    else context.left({ path: 'spec.strategy.rollingUpdate', reason });
  },
  writes: [
    { field: 'spec.strategy.type', harmless: 'It is what holds where nothing is said.' },
    { field: 'spec.updateStrategy.type', harmless: 'It is what holds where nothing is said.' },
    {
      field: 'spec.strategy.rollingUpdate',
      mayStop:
        'an update waits forever where the cluster has no room for one pod more (nodes, quota): say maxUnavailable 1 there',
      when: ({ object }) => !(objectAt(object, 'spec')?.replicas === 0),
    },
  ],
  examples: {
    good: [
      { objects: [deployment('web', { strategy: { type: 'RollingUpdate' } })] },
      {
        note: 'two pods cannot mount the claim at the same time',
        objects: [
          deployment('db', {
            strategy: { type: 'Recreate' },
            template: { spec: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] } },
          }),
        ],
      },
    ],
    bad: [
      { note: 'written out, so that scanners see it', objects: [deployment('web')] },
      { objects: [deployment('web', { strategy: { type: 'Recreate' } })] },
      {
        objects: [
          {
            apiVersion: 'apps/v1',
            kind: 'DaemonSet',
            metadata: { name: 'agent' },
            spec: { updateStrategy: { type: 'OnDelete' } },
          },
        ],
      },
    ],
  },
});
