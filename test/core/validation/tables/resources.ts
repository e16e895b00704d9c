import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { pod, type Row, type Table, template } from '../rows';

const R = 'spec.containers[0].resources';
const P = 'spec.resources';
const limits = (of: object): object => ({ limits: of });
const pair = (requests: object, most: object): object => ({ requests, limits: most });

const containers: Row[] = [
  {
    path: R,
    bad: [
      limits({ gpu: '1' }),
      limits({ pods: '1' }),
      limits({ 'a b': '1' }),
      limits({ 'requests.example.com/a': '1' }),
      limits({ cpu: '-1' }),
      limits({ 'example.com/gpu': '500m' }),
    ],
    good: [
      {},
      limits({ cpu: '0.5', memory: '1Gi', 'ephemeral-storage': '1' }),
      limits({ 'example.com/gpu': '2' }),
      limits({ 'kubernetes.io/x': '500m' }),
    ],
  },
  {
    path: R,
    bad: [
      pair({ cpu: '2' }, { cpu: '1' }),
      pair({ memory: '1025Mi' }, { memory: '1Gi' }),
      pair({ 'example.com/gpu': '1' }, { 'example.com/gpu': '2' }),
      { requests: { 'example.com/gpu': '1' } },
    ],
    good: [
      pair({ cpu: '1000m' }, { cpu: 1 }),
      pair({ cpu: '2' }, { memory: '1' }),
      pair({ 'example.com/gpu': '2' }, { 'example.com/gpu': '2' }),
    ],
  },
  {
    path: R,
    bad: [
      limits({ 'hugepages-2Mi': '4Mi' }),
      limits({ 'hugepages-2Mi': '3Mi', memory: '1' }),
      limits({ 'hugepages-x': '1', memory: '1' }),
    ],
    good: [limits({ 'hugepages-2Mi': '4Mi', memory: '1Gi' }), limits({ 'hugepages-2Mi': '0', cpu: '1' })],
  },
  {
    path: `${R}.claims`,
    with: { 'spec.resourceClaims': [{ name: 'c', resourceClaimName: 'c' }] },
    bad: [
      [{ name: '' }],
      [{ name: 'd' }],
      [{ name: 'c' }, { name: 'c' }],
      [{ name: 'c' }, { name: 'c', request: 'a' }],
      [{ name: 'c', request: 'a' }, { name: 'c' }],
      [
        { name: 'c', request: 'a' },
        { name: 'c', request: 'a' },
      ],
      [{ name: 'c', request: 'A' }],
    ],
    good: [
      [],
      [{ name: 'c' }],
      [
        { name: 'c', request: 'a' },
        { name: 'c', request: 'b' },
      ],
    ],
  },
  {
    path: 'spec.resourceClaims',
    bad: [
      [{ name: 'c' }],
      [{ resourceClaimName: 'c' }],
      [{ name: 'C', resourceClaimName: 'c' }],
      [{ name: 'c', resourceClaimName: 'c', resourceClaimTemplateName: 'd' }],
      [{ name: 'c', resourceClaimName: 'C' }],
      [
        { name: 'c', resourceClaimName: 'c' },
        { name: 'c', resourceClaimName: 'd' },
      ],
    ],
    good: [[{ name: 'c', resourceClaimTemplateName: 'd' }]],
  },
  { path: 'spec.resourceClaims', minor: 33, bad: [], good: [[{ name: 'C' }]] },
  {
    path: 'spec.overhead',
    bad: [{ gpu: '1' }, { cpu: '-1' }, { 'hugepages-2Mi': '2Mi' }],
    good: [{ cpu: '250m', memory: '64Mi' }],
  },
];

const wide = { [R]: pair({ cpu: '1', memory: '1Gi' }, { cpu: '2', memory: '2Gi' }) };
const ofPod: Row[] = [
  {
    path: P,
    bad: [
      limits({ 'ephemeral-storage': '1' }),
      limits({ 'example.com/gpu': '1' }),
      { claims: [] },
      pair({ cpu: '2' }, { cpu: '1' }),
    ],
    good: [{}, limits({ cpu: '1', memory: '1Gi' })],
  },
  {
    path: P,
    with: wide,
    at: 'spec',
    bad: [{ requests: { cpu: '500m' } }, limits({ cpu: '1' }), limits({ cpu: '500m' })],
    good: [{ requests: { cpu: '1' } }, limits({ cpu: '2' }), limits({ memory: '2Gi' })],
  },
  { path: P, with: { ...wide, 'spec.os.name': 'windows' }, bad: [limits({ cpu: '4' })], good: [undefined] },
  { path: P, minor: 33, with: wide, bad: [], good: [{ requests: { cpu: '500m' } }] },
  {
    path: `${P}.requests.cpu`,
    with: {
      'spec.initContainers': [{ name: 'i', image: 'a', resources: { requests: { cpu: '3' } } }],
      ...wide,
    },
    bad: ['2'],
    good: ['3'],
  },
  {
    path: `${P}.requests.cpu`,
    with: {
      'spec.initContainers': [
        { name: 's', image: 'a', restartPolicy: 'Always', resources: { requests: { cpu: '1' } } },
        { name: 'i', image: 'a', resources: { requests: { cpu: '2' } } },
      ],
      ...wide,
    },
    bad: ['2500m'],
    good: ['3'],
  },
  {
    path: `${P}.limits`,
    with: { [R]: limits({ memory: '1Gi', 'hugepages-2Mi': '4Mi' }) },
    at: 'spec',
    bad: [{ memory: '1Gi', 'hugepages-2Mi': '2Mi' }],
    good: [{ memory: '1Gi', 'hugepages-2Mi': '4Mi' }],
  },
];

const deployment = (): PlainObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { selector: { matchLabels: { app: 'web' } }, template: template() },
});

// A Pod gets requests from the limits of its containers, a template does not.

/** What is refused and taken, by the rows of each table. */
export const resources: readonly Table[] = [
  { name: 'resources of containers', base: pod, rows: containers },
  { name: 'resources of a pod as a whole', base: pod, rows: ofPod },
  {
    name: 'resources of a template',
    base: deployment,
    rows: [
      {
        path: 'spec.template.spec.resources',
        with: { 'spec.template.spec.containers[0].resources': limits({ cpu: '1' }) },
        at: 'spec.template.spec',
        bad: [limits({ cpu: '500m' })],
        good: [{ requests: { cpu: '500m' } }],
      },
    ],
  },
  {
    name: 'resources of a Pod',
    base: pod,
    rows: [
      {
        path: P,
        with: { [R]: limits({ cpu: '1' }) },
        bad: [{ requests: { cpu: '500m' } }],
        good: [{ requests: { cpu: '1' } }],
      },
    ],
  },
];
