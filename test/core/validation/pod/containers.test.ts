import { pathsOf } from '../refusals';
import { pod, testTables, UNKNOWN } from '../rows';
import { containers } from '../tables/containers';
import { pods } from '../tables/pods';

testTables([...containers, ...pods]);

const DEBUG = 'spec.ephemeralContainers[0]';

// Nobody creates a pod with them; what else is wrong with them is said too.
test.each<[object, string[]]>([
  [{}, []],
  [{ name: 'app' }, ['name']],
  [{ name: '' }, ['name']],
  [{ image: ' a' }, ['image']],
  [{ targetContainerName: 'app' }, []],
  [{ targetContainerName: '' }, []],
  [{ targetContainerName: UNKNOWN }, []],
  [{ targetContainerName: 'none' }, ['targetContainerName']],
  [{ ports: [] }, ['ports']],
  [{ resources: {} }, []],
  [{ resources: { limits: { cpu: '1' } } }, ['resources']],
  [{ resizePolicy: [] }, ['resizePolicy']],
  [{ restartPolicy: 'Always' }, ['restartPolicy']],
  [{ restartPolicyRules: [] }, ['restartPolicyRules']],
  [{ livenessProbe: {} }, ['livenessProbe']],
  [{ readinessProbe: {} }, ['readinessProbe']],
  [{ startupProbe: {} }, ['startupProbe']],
  [{ lifecycle: {} }, ['lifecycle']],
  ...['subPath', 'subPathExpr'].map((name): [object, string[]] => [
    { volumeMounts: [{ name: 'scratch', mountPath: '/a', [name]: 'a' }] },
    [`volumeMounts[0].${name}`],
  ]),
  [{ volumeMounts: [UNKNOWN] }, []],
])('an ephemeral container with %j', (change, paths) => {
  const base = pod();
  Object.assign(base.spec ?? {}, { ephemeralContainers: [{ name: 'debug', image: 'a', ...change }] });
  const found = pathsOf(base).filter((path) => path.startsWith(DEBUG));
  expect([...new Set(found)]).toEqual(paths.map((path) => `${DEBUG}.${path}`));
});
