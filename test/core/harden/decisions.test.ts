import fc from 'fast-check';
import { clusters } from '../../../lib/core/cluster/presets';
import { Companions } from '../../../lib/core/companions/companions';
import { compilePolicy } from '../../../lib/core/engine/compiled-policy';
import { type Decision, UNSTATED } from '../../../lib/core/engine/decisions';
import { type Hardened, harden, hardenAndTell } from '../../../lib/core/engine/harden';
import { isPlain, objectAt, objectsAt, type PlainObject } from '../../../lib/core/manifest/plain';
import { CONTAINER_LISTS } from '../../../lib/core/manifest/pod';
import { restricted } from '../../../lib/core/policy/policy';
import { writeYaml } from '../../../lib/core/yaml';
import { arbitraryCarrier } from '../pod-security/arbitrary-pods';

const compiled = compilePolicy(restricted(), clusters.kubeadm({ appArmor: true, userNamespaces: true }));
const told = (manifest: PlainObject, repair = true): Hardened =>
  hardenAndTell(manifest, compiled, { repair, beside: new Companions([manifest]) });
const runs = { numRuns: 400 };

const carriers: fc.Arbitrary<PlainObject> = arbitraryCarrier.map((manifest) => {
  const metadata = isPlain(manifest.metadata) ? manifest.metadata : {};
  return { ...manifest, metadata: { ...metadata, name: 'subject', namespace: 'shop' } };
});

const keyOf = ({ action, path, reason }: Decision): string => `${action} ${path}: ${reason}`;

/** Fields that stop programs when they change, read by a walk of its own. */
const STOPPING = ['readOnlyRootFilesystem', 'allowPrivilegeEscalation', 'runAsUser', 'runAsGroup'];

function containersIn(manifest: PlainObject): Map<string, PlainObject> {
  const path = compiled.registry.podSpecPath(String(manifest.apiVersion), String(manifest.kind)) ?? [];
  let spec: PlainObject | undefined = manifest;
  for (const key of path) spec = objectAt(spec, key);
  const found = new Map<string, PlainObject>();
  for (const list of CONTAINER_LISTS) {
    const items = spec?.[list];
    if (!Array.isArray(items)) continue;
    items.forEach((item: unknown, index) => {
      if (isPlain(item)) found.set(`${path.join('.')}.${list}[${index}]`, item);
    });
  }
  return found;
}

/** What a container runs with: its own value, else that of its pod. */
function effective(manifest: PlainObject, container: PlainObject, field: string): unknown {
  const path = compiled.registry.podSpecPath(String(manifest.apiVersion), String(manifest.kind)) ?? [];
  let spec: PlainObject | undefined = manifest;
  for (const key of path) spec = objectAt(spec, key);
  const own = objectAt(container, 'securityContext')?.[field] ?? undefined;
  return own ?? objectAt(spec, 'securityContext')?.[field] ?? undefined;
}

test.each([true, false])(
  'nothing changes of which no control states what it may stop, repair %s',
  (repair) => {
    fc.assert(
      fc.property(carriers, (manifest) => {
        const { decisions } = told(manifest, repair);
        expect(decisions.filter(({ reason }) => reason === UNSTATED)).toEqual([]);
      }),
      runs,
    );
  },
);

test('no container changes in what may stop it without being named', () => {
  let changes = 0;
  fc.assert(
    fc.property(carriers, (manifest) => {
      const { manifest: after, decisions } = told(manifest);
      const named = new Set(decisions.filter(({ action }) => action === 'wrote').map(({ path }) => path));
      const hardened = containersIn(after);
      for (const [path, container] of containersIn(manifest)) {
        for (const field of STOPPING) {
          const now = effective(after, hardened.get(path) ?? {}, field);
          if (effective(manifest, container, field) === now) continue;
          changes += 1;
          expect(named).toContain(`${path}.securityContext.${field}`);
        }
      }
    }),
    runs,
  );
  expect(changes).toBeGreaterThan(runs.numRuns);
});

test('a second run changes nothing, and names nothing that the first did not', () => {
  fc.assert(
    fc.property(carriers, (manifest) => {
      const first = told(manifest);
      const second = told(first.manifest);
      expect(second.changed).toBe(false);
      const known = new Set(first.decisions.map(keyOf));
      expect(second.decisions.map(keyOf).filter((key) => !known.has(key))).toEqual([]);
    }),
    runs,
  );
});

test('telling changes nothing in what is written', () => {
  fc.assert(
    fc.property(carriers, (manifest) => {
      const beside = new Companions([manifest]);
      expect(writeYaml(told(manifest).manifest)).toBe(
        writeYaml(harden(manifest, compiled, { repair: true, beside })),
      );
    }),
    runs,
  );
});

test('a privileged container never gets a user', () => {
  let privileged = 0;
  fc.assert(
    fc.property(carriers, (manifest) => {
      const after = told(manifest).manifest;
      const hardened = containersIn(after);
      for (const [path, container] of containersIn(manifest)) {
        if (objectAt(container, 'securityContext')?.privileged !== true) continue;
        privileged += 1;
        const was = effective(manifest, container, 'runAsUser');
        expect(effective(after, hardened.get(path) ?? {}, 'runAsUser')).toBe(was);
      }
    }),
    runs,
  );
  expect(privileged).toBeGreaterThan(10);
});

test('objects without a pod are told of, too', () => {
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'a', namespace: 'shop' } };
  expect(told(account).decisions).toHaveLength(1);
  expect(objectsAt(told(account).manifest, 'secrets')).toEqual([]);
});
