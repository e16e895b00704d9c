import { type PlainObject, stringAt } from '../../manifest/plain';
import { makesUnseen } from '../../manifest/unseen-maker';
import { objectControl } from '../control';
import known from './unseen-makers.json';

interface Maker {
  readonly found: string;
  readonly fix: string;
}

const KNOWN: ReadonlyMap<string, Maker> = new Map(Object.entries(known));

const OTHER: Maker = {
  found: 'a resource whose objects only its provider knows',
  fix: 'write the objects into the program itself',
};

/**
 * Resources of Pulumi that make objects out of sight, such as Helm releases. An object stands for each of them: it has
 * the type of the resource in place of an apiVersion.
 */
export const noUnseenObjects = objectControl({
  id: 'no-unseen-objects',
  title: 'Every object can be inspected before it is created',
  category: 'workload',
  severity: 'high',
  why: 'What a provider or Helm renders itself can contain a privileged pod or a binding to cluster-admin, and nothing that reads the program can see it.',
  fix: OTHER.fix,
  breaks: 'Programs with Helm releases: inspect what each release creates, then waive the control for it.',
  refs: {},
  unseen: true,
  kinds: [],
  check(manifest, report) {
    if (!makesUnseen(manifest)) return;
    const type = `${stringAt(manifest, 'apiVersion')} ${stringAt(manifest, 'kind')}`;
    const { found, fix } = KNOWN.get(type) ?? OTHER;
    const needs = 'objects that can be seen before they are made';
    report({ path: '', found, needs, fix, unknown: true, settled: true });
  },
  examples: {
    good: [
      {
        note: 'the objects themselves',
        objects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'cache', namespace: 'shop' } }],
      },
    ],
    bad: [
      { note: 'a Helm release', objects: [maker('kubernetes:helm.sh/v3', 'Release')] },
      { note: 'a component of another program', objects: [maker('platform:index', 'WebApp')] },
    ],
  },
});

function maker(apiVersion: string, kind: string): PlainObject {
  return { apiVersion, kind, metadata: { name: 'cache', namespace: 'shop' } };
}
