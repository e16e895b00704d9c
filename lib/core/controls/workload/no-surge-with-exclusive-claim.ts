import type { Entry, ManifestSet } from '../../manifest/manifest-set';
import { isAbsent, listAt, objectAt, objectsAt, type PlainObject, stringAt } from '../../manifest/plain';
import { setControl } from '../control';
import { ofCoreKind } from '../entries';
import { deployment } from './shared/samples';

const EXCLUSIVE = ['ReadWriteOnce', 'ReadWriteOncePod'];

/** The claims of a pod that one node, or one pod, has for itself. */
function exclusiveClaims(entry: Entry, set: ManifestSet): string[] {
  return objectsAt(entry.pod?.spec, 'volumes').flatMap((volume) => {
    const name = stringAt(objectAt(volume, 'persistentVolumeClaim'), 'claimName');
    const claim =
      name === undefined ? undefined : set.find('PersistentVolumeClaim', entry.ref.namespace, name);
    const modes = listAt(objectAt(claim?.manifest, 'spec'), 'accessModes');
    const exclusive =
      modes.length > 0 && modes.every((mode) => typeof mode === 'string' && EXCLUSIVE.includes(mode));
    return name !== undefined && exclusive ? [name] : [];
  });
}

/** Whether an update starts a new pod while the old one still has the claim. */
function surges(spec: PlainObject | undefined): boolean {
  const strategy = objectAt(spec, 'strategy');
  if (strategy?.type === 'Recreate') return false;
  const surge = objectAt(strategy, 'rollingUpdate')?.maxSurge;
  return isAbsent(surge) || (surge !== 0 && surge !== '0' && surge !== '0%');
}

/** Source: Kubernetes documentation, Persistent Volumes, access modes: a second node, or a second pod, waits for the first to let go. */
export const noSurgeWithExclusiveClaim = setControl({
  id: 'no-surge-with-exclusive-claim',
  title: 'A Deployment does not start a second pod for a claim that only one can mount',
  category: 'workload',
  severity: 'medium',
  why: 'A rolling update starts the new pod first, which waits for the claim of the old pod, while the old pod waits for the new one. The update never completes.',
  fix: 'spec: { replicas: 1, strategy: { type: Recreate } }; or a StatefulSet with volumeClaimTemplates; or a claim with accessModes: [ReadWriteMany]',
  code: "replicas: 1, strategy: 'Recreate'; or a claim with the access mode ReadWriteMany",
  refs: { other: ['Kubernetes documentation: Persistent Volumes, access modes'] },
  check(set, report) {
    for (const entry of set.ofKind('Deployment')) {
      if (ofCoreKind(set, 'PersistentVolumeClaim').length === 0) return;
      const [claim] = exclusiveClaims(entry, set);
      if (claim === undefined) continue;
      const spec = objectAt(entry.manifest, 'spec');
      if (surges(spec)) {
        const found = `a rolling update that starts a second pod, for claim ${claim} that one node alone mounts`;
        report(entry, {
          path: 'spec.strategy',
          found,
          needs: 'type: Recreate, or maxSurge: 0',
          finding: claim,
        });
      }
      if (typeof spec?.replicas === 'number' && spec.replicas > 1) {
        const found = `${spec.replicas} replicas for claim ${claim}, which one node alone mounts`;
        report(entry, { path: 'spec.replicas', found, needs: '1 replica', finding: claim });
      }
    }
  },
  examples: {
    good: [
      { objects: [claim('ReadWriteOnce'), writer({ strategy: { type: 'Recreate' } })] },
      {
        note: 'the old pod goes first',
        objects: [claim('ReadWriteOnce'), writer({ strategy: { rollingUpdate: { maxSurge: 0 } } })],
      },
      { note: 'many may mount it', objects: [claim('ReadWriteMany'), writer({ replicas: 3 })] },
      { note: 'the claim is in another output', objects: [writer({})] },
    ],
    bad: [
      { note: 'the default surges', objects: [claim('ReadWriteOnce'), writer({})] },
      { objects: [claim('ReadWriteOncePod'), writer({ strategy: { rollingUpdate: { maxSurge: 1 } } })] },
      { objects: [claim('ReadWriteOnce'), writer({ replicas: 2, strategy: { type: 'Recreate' } })] },
    ],
  },
});

function claim(mode: string): PlainObject {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data', namespace: 'shop' },
    spec: { accessModes: [mode], resources: { requests: { storage: '1Gi' } } },
  };
}

function writer(spec: PlainObject): PlainObject {
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
  const made = deployment('db', { replicas: 1, template: { spec: { volumes } }, ...spec });
  return { ...made, metadata: { name: 'db', namespace: 'shop' } };
}
