import { loose, problemsOf } from '../support';

const LONG = 'a'.repeat(64);
const CONTAINER = { name: 'side', image: 'a/b:v1' };
const http = { http: '/x' };

/** Props, the field that is wrong, and what is needed. */
const REFUSED: readonly [props: object, field: string, needs: RegExp][] = [
  ...['maxSurge', 'maxUnavailable'].flatMap((name) =>
    [-1, 1.5, 2 ** 31, '5', '-1%', 'x%', ''].map((value): [object, string, RegExp] => [
      { strategy: { maxSurge: 1, maxUnavailable: 1, [name]: value } },
      `strategy.${name}`,
      /a whole number from 0, or a percentage/,
    ]),
  ),
  [{ name: 'my_web' }, 'name', /letters, digits and '-'/],
  [{ name: '9web' }, 'name', /a letter first/],
  [{ name: 'web.shop' }, 'name', /letters, digits and '-'/],
  [{ name: LONG }, 'name', /at most 63 characters/],
  [{ name: 'Web' }, 'name', /lower-case/],
  [{ image: 'a b' }, 'image', /no white space/],
  [{ image: '' }, 'image', /image/],
  [{ image: null }, 'image', /a reference with a tag/],
  [{ image: 'a/b@sha256:short' }, 'image', /digest|sha256/],
  [{ port: 80 }, 'port', /a container port from 1024/],
  [{ port: { service: 80, container: 443 } }, 'port', /a container port from 1024/],
  [{ port: 0 }, 'port', /from 1024 to 65535/],
  [{ port: 65536 }, 'port', /from 1024 to 65535/],
  [{ port: 8080.5 }, 'port', /from 1024 to 65535/],
  [{ port: { service: 0, container: 8080 } }, 'port', /a Service port from 1 to 65535/],
  [{ port: { container: 8080, name: 'a-name-of-sixteen' } }, 'port', /at most 15 characters/],
  [{ port: { container: 8080, name: '8080' } }, 'port', /at least one letter/],
  [{ port: 8080, ports: [8081] }, 'ports', /either port or ports/],
  [{ ports: [8080, 80] }, 'ports[1]', /from 1024/],
  [{ ports: [80] }, 'ports[0]', /from 1024/],
  [
    {
      ports: [
        { container: 8080, name: 'a' },
        { container: 8081, name: 'a' },
      ],
    },
    'ports',
    /a unique name/,
  ],
  [
    {
      ports: [
        { container: 8080, name: 'a' },
        { container: 8080, name: 'b', service: 81 },
      ],
    },
    'ports',
    /each container port once/,
  ],
  [
    {
      ports: [
        { container: 8080, service: 80 },
        { container: 8081, service: 80 },
      ],
    },
    'ports',
    /each Service port once/,
  ],
  [
    {
      port: { container: 8080, name: 'a' },
      sidecars: [{ ...CONTAINER, port: { container: 8080, name: 'b', service: 1 } }],
    },
    'ports',
    /each container port once/,
  ],
  [{ probe: http }, 'probe', /a port to ask on/],
  [{ port: 8080, probe: { http: '/x', port: 'admin' } }, 'probe', /the name of a declared port \(http\)/],
  [{ port: 8080, probe: { http: 'x' } }, 'probe.http', /starts with \//],
  [{ port: 8080, probe: http, liveness: http }, 'liveness', /another path, port or gRPC service/],
  [{ port: 8080, probe: 'grpc', liveness: { grpc: true } }, 'liveness', /another path, port or gRPC service/],
  [{ port: 8080, probe: http, liveness: { ...http, headers: { A: 'b' } } }, 'liveness', /another path/],
  [{ port: 8080, probe: { ...http, period: 0 } }, 'probe.period', /whole number/],
  [{ port: 8080, probe: { ...http, delay: -1 } }, 'probe.delay', /whole number/],
  [
    { port: 8080, probe: { ...http, terminationGracePeriod: 5 } },
    'probe.terminationGracePeriod',
    /other probe/,
  ],
  [{ port: 8080, probe: 'tcp', liveness: { ...http, successes: 2 } }, 'liveness.successes', /other probe/],
  [{ probe: { exec: [] } }, 'probe.exec', /a command/],
  [{ port: 8080, probe: { http: '/x', perod: 5 } }, 'probe.perod', /one of http,/],
  [{ port: 8080, probe: { http: '/x', period: '5' } }, 'probe.period', /a number/],
  [{ port: 8080, probe: { http: '/x', headers: { A: 1 } } }, 'probe.headers.A', /a string/],
  [{ strategy: { maxSurg: 1 } }, 'strategy.maxSurg', /one of maxSurge, maxUnavailable/],
  [{ strategy: { maxSurge: true } }, 'strategy.maxSurge', /a number, or a string/],
  [{ env: { A: { secret: 'db', key: 'x', optoinal: true } } }, 'env.A.optoinal', /one of secret, key/],
  [{ envFrom: [{ secret: 'db', prefx: 'A' }] }, 'envFrom[0].prefx', /one of secret, prefix/],
  [
    { files: { '/etc/a': { secret: 'a', optoinal: true } } },
    'files["/etc/a"].optoinal',
    /one of files, config, configMap/,
  ],
  [{ lifecycle: { preStop: { sleep: 5, prot: 'http' } } }, 'lifecycle.preStop.prot', /one of exec, http/],
  [{ initContainers: [{ image: 'a/b:v1' }] }, 'initContainers[0].name', /a string/],
  [{ port: 8080, probe: { period: 5 } }, 'probe', /one of http, grpc, tcp, exec/],
  [{ port: { container: 8080, servce: 80 } }, 'port.servce', /one of container, service/],
  [{ startupBudget: 1 }, 'startupBudget', /whole seconds from 2/],
  [{ env: { '1A': 'x' } }, 'env.1A', /no digit first/],
  [{ env: { 'A B': 'x' } }, 'env.A B', /letters, digits/],
  [{ env: { A: 1 } }, 'env.A', /a string, or one of/],
  [{ env: { A: null } }, 'env.A', /a string, or one of/],
  [{ env: { A: { secret: 'Bad_Name', key: 'k' } } }, 'env.A', /lower-case/],
  [{ env: { A: { secret: 'good', key: 'bad key' } } }, 'env.A.key', /letters, digits/],
  [{ envFrom: [{ configMap: 'Bad_Name' }] }, 'envFrom[0]', /lower-case/],
  [{ resources: { cpu: '12x' } }, 'resources.cpu', /a quantity above zero/],
  [{ resources: { requests: { cpu: '1' } } }, 'resources.requests', /one of cpu, memory/],
  [{ resources: { memory: '0' } }, 'resources.memory', /above zero/],
  [{ resources: { memory: '-1Mi' } }, 'resources.memory', /above zero/],
  [{ resources: { memory: '512m' } }, 'resources.memory', /whole number of bytes/],
  [{ resources: { memoryLimit: '1.1Gi' } }, 'resources.memoryLimit', /whole number of bytes/],
  [{ resources: { ephemeralStorage: '1.1Gi' } }, 'resources.ephemeralStorage', /whole number of bytes/],
  [{ resources: { cpu: '500m', cpuLimit: '250m' } }, 'resources.cpuLimit', /at least the request/],
  [{ resources: { memory: '1Gi', memoryLimit: '512Mi' } }, 'resources.memoryLimit', /at least the request/],
  [
    { resources: { ephemeralStorage: '100Mi' } },
    'resources.ephemeralStorage',
    /at least 178Mi: the scratch folders \(64Mi\)/,
  ],
  [{ resources: { extended: { cpu: '1' } } }, 'resources.extended', /a field of its own/],
  [{ scratch: ['cache'] }, 'scratch', /an absolute path/],
  [{ scratch: ['/'] }, 'scratch', /a folder below \//],
  [{ scratch: ['/a/../b'] }, 'scratch', /without : and \.\./],
  [{ scratch: ['/a', '/a/'] }, 'files', /nothing else is mounted/],
  [{ scratch: ['/var/run/secrets/kubernetes.io/serviceaccount'] }, 'files', /nothing else is mounted/],
  [{ scratch: { '/data': 'big' } }, 'scratch["/data"]', /a size above zero/],
  [{ scratch: { '/data': '512m' } }, 'scratch["/data"]', /whole number of bytes/],
  [{ scratch: { '/data': '0' } }, 'scratch["/data"]', /a size above zero/],
  [{ files: { '/tmp': { files: { a: 'b' } } } }, 'files', /nothing else is mounted/],
  [{ files: { '/etc/x': { files: { 'a/b': 'c' } } } }, 'files["/etc/x"].files', /letters, digits/],
  [{ files: { '/etc/x': { secret: 'Bad_Name' } } }, 'files["/etc/x"]', /lower-case/],
  [{ lifecycle: { preStop: { sleep: 31 } } }, 'lifecycle.preStop.sleep', /to the grace period, 30/],
  [{ lifecycle: { postStart: { http: '/x' } } }, 'lifecycle.postStart.port', /a declared port \(none\)/],
  [{ lifecycle: { preStop: { exec: [] } } }, 'lifecycle.preStop.exec', /a command/],
  [
    { initContainers: [{ ...CONTAINER, lifecycle: { preStop: { sleep: 1 } } }] },
    'initContainers[0].lifecycle',
    /no hooks/,
  ],
  [{ initContainers: [{ ...CONTAINER, name: 'web' }] }, 'initContainers, sidecars', /a unique name/],
  [{ sidecars: [CONTAINER], initContainers: [CONTAINER] }, 'initContainers, sidecars', /a unique name/],
  [{ sidecars: [{ ...CONTAINER, name: 'Side' }] }, 'sidecars[0].name', /lower-case/],
  [{ sidecars: [{ ...CONTAINER, image: 'a b' }] }, 'sidecars[0].image', /white space/],
  [{ sidecars: [{ ...CONTAINER, prot: 8081 }] }, 'sidecars[0].prot', /one of image,/],
  [{ initContainers: [{ ...CONTAINER, port: 8081 }] }, 'initContainers[0].port', /one of image,/],
  [{ sidecars: [{ ...CONTAINER, port: 80 }] }, 'sidecars[0].port', /from 1024/],
  [{ replicas: -1 }, 'replicas', /a whole number from 0/],
  [{ replicas: 1.5 }, 'replicas', /a whole number from 0/],
  [{ disruptionBudget: { maxUnavailable: 0 } }, 'disruptionBudget.maxUnavailable', /whole number from 1/],
  [{ disruptionBudget: { maxUnavailable: 1.5 } }, 'disruptionBudget.maxUnavailable', /whole number from 1/],
  [{ disruptionBudget: { maxUnavailable: '0%' } }, 'disruptionBudget.maxUnavailable', /a percentage such as/],
  [{ disruptionBudget: { maxUnavailable: '1' } }, 'disruptionBudget.maxUnavailable', /a percentage such as/],
  [{ disruptionBudget: { maxUnavailable: 2 } }, 'disruptionBudget.maxUnavailable', /fewer than all 2 pods/],
  [
    { disruptionBudget: { maxUnavailable: '51%' } },
    'disruptionBudget.maxUnavailable',
    /fewer than all 2 pods/,
  ],
  [
    { scale: { min: 3, max: 9 }, disruptionBudget: { maxUnavailable: 3 } },
    'disruptionBudget.maxUnavailable',
    /fewer than all 3 pods/,
  ],
  [
    { autoscaled: true, disruptionBudget: { maxUnavailable: '0%' } },
    'disruptionBudget.maxUnavailable',
    /whole/,
  ],
  [
    { autoscaled: true, disruptionBudget: { maxUnavailable: '100%' } },
    'disruptionBudget.maxUnavailable',
    /up to 99%/,
  ],
  [{ replicas: 1, disruptionBudget: {} }, 'disruptionBudget', /two or more pods/],
  [{ disruptionBudget: { maxSurge: 1 } }, 'disruptionBudget.maxSurge', /one of maxUnavailable, unhealthy/],
  [
    { disruptionBudget: { unhealthyPodEvictionPolicy: 'Never' } },
    'disruptionBudget.unhealthyPodEvictionPolicy',
    /AlwaysAllow/,
  ],
  [{ user: 0 }, 'user', /from 10001 to 65535/],
  [{ user: 10000 }, 'user', /from 10001 to 65535/],
  [{ user: 65536 }, 'user', /from 10001 to 65535/],
  [{ labels: { 'bad key': 'x' } }, 'labels["bad key"]', /letters, digits/],
  [{ labels: { key: LONG } }, 'labels["key"]', /at most 63/],
  [{ selector: { app: 'a b' } }, 'selector["app"]', /letters, digits/],
  [{ selector: {} }, 'selector', /at least one label/],
  [{ annotations: { 'bad key': 'x' } }, 'annotations["bad key"]', /letters, digits/],
  [{ podAnnotations: { 'bad key': 'x' } }, 'podAnnotations["bad key"]', /letters, digits/],
  [{ component: 'a b' }, 'component', /letters, digits/],
  [{ nodeSelector: { 'bad key': 'x' } }, 'nodeSelector["bad key"]', /letters, digits/],
  [{ imagePullSecrets: ['Bad_Name'] }, 'imagePullSecrets[0]', /lower-case/],
  [{ priorityClass: 'Bad_Name' }, 'priorityClass', /lower-case/],
  [{ terminationGracePeriod: 0 }, 'terminationGracePeriod', /from 1/],
  [{ minReadySeconds: -1 }, 'minReadySeconds', /from 0/],
  [{ revisionHistoryLimit: -1 }, 'revisionHistoryLimit', /from 0/],
  [{ progressDeadlineSeconds: 5 }, 'progressDeadlineSeconds', /above minReadySeconds: from 6/],
  [{ strategy: { maxSurge: '120%' } }, 'strategy.maxSurge', /a percentage/],
  [{ strategy: { maxSurge: 0 } }, 'strategy', /nothing could move/],
];

describe('what is wrong is refused: field, what was found, what is needed, and the code that fixes it', () => {
  test.each(
    REFUSED.map(
      ([props, field, needs]) => [JSON.stringify(props).slice(0, 80), props, field, needs] as const,
    ),
  )('%s', (_, props, field, needs) => {
    const problems = problemsOf(loose(props));
    expect(problems.map((problem) => problem.field)).toEqual([field]);
    const [problem] = problems;
    expect(problem?.needs).toMatch(needs);
    expect(problem?.found).not.toMatch(/undefined|\[object/);
    expect(problem?.needs).not.toMatch(/undefined|; found/);
    expect(problem?.fix).not.toMatch(/undefined|null/);
    expect(problem?.fix).not.toBe('');
  });

  test('everything at once', () => {
    const props = {
      name: 'my_web',
      image: 'a b',
      port: 80,
      replicas: -1,
      user: 0,
      env: { '1A': 'x' },
      scratch: ['cache'],
    };
    const fields = problemsOf(loose(props)).map((problem) => problem.field);
    expect(fields.sort()).toEqual(['env.1A', 'image', 'name', 'port', 'replicas', 'scratch', 'user']);
  });
});
