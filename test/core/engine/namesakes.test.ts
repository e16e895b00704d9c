import { controls } from '../../../lib/core/controls';
import type { Control } from '../../../lib/core/controls/control';
import { exampleObjects } from '../../../lib/core/controls/examples';
import { harden } from '../../../lib/core/engine/harden';
import { canonical } from '../../../lib/core/manifest/canonical';
import { ManifestSet } from '../../../lib/core/manifest/manifest-set';
import type { PlainObject } from '../../../lib/core/manifest/plain';
import { builtinKinds, isNamesake } from '../../../lib/core/manifest/registry';
import { runControl } from '../controls/run-control';
import { engineFor } from './fixtures';

/** The control over sets that looks at every object, whatever its kind. */
const LOOKS_AT_ALL = 'no-default-namespace';

/** The objects of the examples of a control over sets, with each of Kubernetes' kinds once moved to a group of others. */
const moved = controls.flatMap((control) => {
  if (control.on !== 'set' || control.id === LOOKS_AT_ALL) return [];
  const examples = [...control.examples.good, ...control.examples.bad];
  return examples.flatMap((example) => {
    const objects = exampleObjects(example);
    return objects.map((object, index): [string, string, Control, PlainObject[], number] => {
      return [control.id, String(object.kind), control, objects, index];
    });
  });
});

test.each(moved)('%s takes no %s of others for one of Kubernetes', (_id, _kind, control, objects, index) => {
  const others = objects.map((object, at) => (at === index ? foreign(object) : object));
  const without = objects.filter((_object, at) => at !== index);
  expect(findings(control, others)).toEqual(findings(control, without));
});

test.each(['Namespace', 'Service', 'StatefulSet', 'PodDisruptionBudget', 'Ingress', 'NetworkPolicy'])(
  'nothing is written into a %s of others',
  (kind) => {
    const manifest = {
      apiVersion: 'example.com/v1',
      kind,
      metadata: { name: 'web', namespace: 'shop' },
      spec: {},
    };
    expect(harden(manifest, engineFor(), { repair: true })).toEqual(canonical(manifest));
  },
);

test('kinds that Kubernetes does not have are judged by their controls', () => {
  expect(isNamesake('constraints.gatekeeper.sh', 'K8sAllowedRepos')).toBe(false);
  expect(isNamesake('extensions', 'Ingress')).toBe(false);
  expect(builtinKinds.kindOf('extensions/v1beta1', 'Ingress')).toBeUndefined();
});

function foreign(object: PlainObject): PlainObject {
  return { ...object, apiVersion: 'example.com/v1' };
}

function findings(control: Control, objects: readonly PlainObject[]): string[] {
  const set = new ManifestSet(objects.map((manifest) => ({ manifest })));
  return runControl(control, set)
    .map(({ entry, problem: { path, finding } }) => `${entry.ref.name} ${path} ${finding}`)
    .sort();
}
