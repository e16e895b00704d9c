import { readManifests } from '../../../lib/core/yaml';

const head = 'apiVersion: v1\nkind: Pod\n';
const deployment = 'apiVersion: apps/v1\nkind: Deployment\n';

describe('readManifests', () => {
  it.each<[string, string]>([
    ['- a\n', 'line 1: found a list (list); needs a Kubernetes object: a map with apiVersion and kind'],
    [
      'yes\n',
      'line 1: found true (boolean, written yes); needs a Kubernetes object: a map with apiVersion and kind',
    ],
    ['kind: Pod\n', 'line 1: found apiVersion: no apiVersion; needs a string such as apps/v1'],
    [
      'apiVersion: 1\nkind: Pod\n',
      'line 1: found apiVersion: 1 (number, written 1); needs a string such as apps/v1',
    ],
    [
      'apiVersion: v1\nkind: on\n',
      'line 2: found kind: true (boolean, written on); needs a string such as Deployment',
    ],
    [`${head}metadata: []\n`, 'line 3: found metadata: a list (list); needs a map'],
    [
      `${head}metadata:\n  labels:\n    "app": yes\n`,
      'line 5: found metadata.labels.app: true (boolean, written yes); needs a string (quote it)',
    ],
    [
      `${head}metadata:\n  annotations:\n    a.b/c: 0755\n`,
      'line 5: found metadata.annotations["a.b/c"]: 493 (number, written 0755); needs a string (quote it)',
    ],
    [
      `${head}metadata:\n  labels: [a]\n`,
      'line 4: found metadata.labels: a list (list); needs a map of strings',
    ],
    [
      `${head}spec:\n  containers:\n  - env:\n    - name: A\n      value: off\n`,
      'line 7: found spec.containers[0].env[0].value: false (boolean, written off); needs a string (quote it)',
    ],
    [
      `${deployment}spec:\n  template:\n    metadata:\n      labels: {app: 1}\n`,
      'line 6: found spec.template.metadata.labels.app: 1 (number, written 1); needs a string (quote it)',
    ],
    [
      'apiVersion: v1\nkind: ConfigMap\ndata:\n  a: 1\n',
      'line 4: found data.a: 1 (number, written 1); needs a string (quote it)',
    ],
    [
      'apiVersion: v1\nkind: List\nitems:\n- kind: Pod\n',
      'line 4: found items[0].apiVersion: no apiVersion; needs a string such as apps/v1',
    ],
    [
      'apiVersion: v1\nkind: List\nitems:\n  a: {apiVersion: v1, kind: Pod}\n',
      'line 3: found items: a map (map); needs a list',
    ],
    [
      'apiVersion: v1\nkind: PodList\nitems: a\n',
      'line 3: found items: "a" (string, written a); needs a list',
    ],
  ])('%j', (text, message) => {
    const { documents, problems } = readManifests(text, 'm.yaml');
    expect(documents).toEqual([]);
    expect(problems.map((problem) => problem.message)).toEqual([`m.yaml: document 0, ${message}`]);
  });

  it('lets objects, Lists and null fields pass, and reports beside them in the order of the file', () => {
    const text = `${head}metadata:\n  labels: {a: }\n---\n---\n3\n---\napiVersion: v1\nkind: List\nitems: []\n---\na: [\n`;
    const { documents, problems } = readManifests(text);
    expect(documents.map(({ index, value }) => [index, value.kind])).toEqual([
      [0, 'Pod'],
      [3, 'List'],
    ]);
    expect(problems.map(({ document }) => document)).toEqual([2, 4]);
  });
});
