import {
  SecureCronJob,
  SecureDaemonSet,
  SecureDeployment,
  SecureJob,
  SecurePod,
  SecureStatefulSet,
} from 'bulwark/cdk8s';
import { InvalidInputError } from '../../lib/core/errors';
import { IMAGE, shopApp } from './support';

/** Props that no compiler would let pass, of the right and of the wrong form outside. */
const HOSTILE: readonly unknown[] = [
  ...[{ port: '8080' }, { port: {} }, { ports: [{ container: 'x' }] }, { ports: {} }, { port: [8080] }],
  ...[
    { probe: {} },
    { probe: [] },
    { probe: { http: 1 } },
    { probe: { tcp: false } },
    { probe: { exec: 'ls' } },
  ],
  ...[{ env: { A: {} } }, { env: { A: [] } }, { env: [] }, { env: { A: { secret: 1, key: 'k' } } }],
  ...[{ env: { A: { field: 1 } } }, { envFrom: [{}] }, { envFrom: [null] }, { envFrom: {} }],
  ...[{ resources: [] }, { resources: { cpu: 5 } }, { resources: { cpuLimit: true } }],
  ...[{ resources: { extended: { a: 1 } } }, { resources: { claims: 'x' } }, { resources: new Map() }],
  ...[{ files: { '/a': {} } }, { files: { '/a': { files: { x: 1 } } } }, { files: { '/a': [] } }],
  ...[
    { lifecycle: { preStop: {} } },
    { lifecycle: { postStart: 'none' } },
    { lifecycle: { preStop: { sleep: '5' } } },
  ],
  ...[{ uses: { A: null } }, { uses: { A: {} } }, { initContainers: [{}] }, { initContainers: [[]] }],
  ...[{ sidecars: [{ name: 'a', image: IMAGE, probe: 5 }] }, { args: 'x' }, { command: [1] }],
  ...[{ priorityClass: true }, { priorityClass: '' }, { seLinux: 'optout' }, { seLinux: true }],
  ...[{ architecture: 'sparc' }, { waivers: {} }, { scratch: { '/a': 1 } }, { scratch: '/tmp' }],
  ...[{ pod: [] }, { pod: { hostNetwork: true } }, { grants: [{}] }, { account: {} }, { user: '20001' }],
  ...[{ constructor: 1 }, { toString: 1 }, { hasOwnProperty: 1 }, { labels: { a: 1 } }, { selector: {} }],
  ...[{ name: 5 }, { image: 5 }, { image: null }, { minReadySeconds: Number.NaN }, { update: 'always' }],
  ...[new Map(), [], null, 5, 'x', () => 1, Symbol('x'), new Date(0), Promise.resolve({})],
];
const ROWS = HOSTILE.map((props, index): [string, unknown] => {
  const said = typeof props === 'object' ? JSON.stringify(props) : String(props);
  return [`${index} ${said}`, props];
});

describe.each([SecureDeployment, SecureStatefulSet, SecureDaemonSet, SecureJob, SecureCronJob, SecurePod])(
  '%p',
  (Construct) => {
    test.each(ROWS)('%s is one error with everything that is wrong', (_, props) => {
      const { shop } = shopApp();
      const plain =
        typeof props === 'object' && props !== null && Object.getPrototypeOf(props) === Object.prototype;
      const given = plain ? { image: IMAGE, user: 20_001, schedule: '@daily', ...props } : props;
      expect(() => Reflect.construct(Construct, [shop, 'web', given])).toThrow(InvalidInputError);
    });
  },
);
