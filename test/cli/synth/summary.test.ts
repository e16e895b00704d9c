import { definedIn, kindsOf, type SummaryFile, summaryLines } from '../../../lib/cli/synth/summary';
import type { PlainObject } from '../../../lib/core/manifest/plain';
import { writeDocuments } from '../../../lib/core/yaml';

const definition: PlainObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.com' },
  spec: {
    group: 'example.com',
    names: { kind: 'Widget', listKind: 'WidgetList', plural: 'widgets', shortNames: ['w'] },
    scope: 'Namespaced',
    versions: [],
  },
};
const widget: PlainObject = { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'one' } };

function file(name: string, ...objects: PlainObject[]): SummaryFile {
  const text = writeDocuments(objects);
  return { name, kinds: kindsOf(text), defines: definedIn(text) };
}

function lines(...files: SummaryFile[]): string {
  const report = {
    profile: 'restricted-2026-11',
    cluster: 'kind',
    kubernetes: '1.36',
    objects: 2,
    controls: 1,
    judgements: 2,
    findings: [],
    suppressed: [],
    without: [],
  };
  return summaryLines(JSON.parse(JSON.stringify(report)), files, [], 'dist', 1).join('\n');
}

test('an output that uses the kinds it defines says how to apply it', () => {
  expect(lines(file('00-cluster.k8s.yaml', definition), file('01-shop.k8s.yaml', widget))).toContain(
    'kubectl apply -f dist/00-cluster.k8s.yaml && kubectl wait --for=condition=Established crd --all && kubectl apply -f dist',
  );
});

test('one that only defines them, or only uses them, does not', () => {
  expect(lines(file('00-cluster.k8s.yaml', definition))).not.toContain('kubectl');
  expect(lines(file('01-shop.k8s.yaml', widget))).not.toContain('kubectl');
});
