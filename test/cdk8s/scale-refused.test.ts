import { SecureDeployment } from 'bulwark/cdk8s';
import { shopApp, WEB } from './support';

const metric = (given: object) => ({ scale: { max: 3, metrics: [given] } });

const REFUSED: readonly [string, object, RegExp][] = [
  ['a fixed number next to it', { replicas: 3, scale: { max: 6 } }, /replicas: found 3; needs scale alone/],
  [
    'another autoscaler',
    { autoscaled: true, scale: { max: 6 } },
    /autoscaled: found true; needs scale alone/,
  ],
  [
    'no room',
    { scale: { min: 3, max: 3 } },
    /scale\.max: found 3; needs more than min: from 4\. Fix: scale: \{ max: 4 \}/,
  ],
  [
    'no pod without KEDA',
    { scale: { min: 0, max: 3 } },
    /scale\.min: found 0; needs a whole number from 1: only KEDA/,
  ],
  ['half a pod', { scale: { min: 1.5, max: 3 } }, /scale\.min: found 1\.5; needs a whole number from 0/],
  [
    'more pods than the API counts',
    { scale: { max: 2 ** 31 } },
    /scale\.max: found 2147483648; needs a whole number from 1 to 2147483647/,
  ],
  [
    'a percentage that the API cannot hold',
    { scale: { max: 3, cpu: 2 ** 40 } },
    /scale\.cpu: found 1099511627776; needs percent of the request, a whole number from 1 to 2147483647/,
  ],
  [
    'a percentage for KEDA that is none',
    { scale: { max: 3, cpu: 0.5, keda: {} } },
    /scale\.cpu: found 0\.5; needs percent of the request, a whole number from 1/,
  ],
  [
    'a policy of more pods than the API counts',
    {
      scale: {
        max: 3,
        behavior: { scaleUp: { policies: [{ type: 'Pods', value: 2 ** 31, periodSeconds: 60 }] } },
      },
    },
    /policies\[0\]\.value: found 2147483648/,
  ],
  ['no most', { scale: { max: Number.NaN } }, /scale\.max: found NaN; needs a number/],
  ['no percent', { scale: { max: 3, cpu: 0 } }, /scale\.cpu: found 0; needs percent of the request/],
  ['no amount', { scale: { max: 3, memory: { average: '-1Gi' } } }, /scale\.memory\.average: found "-1Gi"/],
  [
    'a metric that is none',
    { scale: { max: 3, metrics: [{ average: '1' }] } },
    /scale\.metrics\[0\]: .* exactly one of/,
  ],
  [
    'two targets',
    { scale: { max: 3, metrics: [{ external: 'q', average: '1', value: '1' }] } },
    /average or value, one of them/,
  ],
  [
    'no target',
    metric({ external: 'q' }),
    /one problem\n.*scale\.metrics\[0\]: .*average or value, one of them/,
  ],
  [
    'two metrics in one',
    metric({ pods: 'hits', external: 'q', average: '1' }),
    /scale\.metrics\[0\]: .* exactly one of/,
  ],
  ['nothing of a container', metric({ container: 'web' }), /metrics\[0\]: .* needs cpu, memory, or both/],
  ['no name of a metric', metric({ pods: '', average: '1' }), /metrics\[0\]: found ""; needs the name of a/],
  [
    'a metric of two words',
    metric({ external: 'a b', value: '1' }),
    /found "a b"; needs the name of a metric/,
  ],
  [
    'a metric with a slash',
    metric({ pods: 'a/b', average: '1' }),
    /found "a\/b"; needs the name of a metric/,
  ],
  [
    'labels that no selector takes',
    metric({ pods: 'hits', average: '1', labels: { 'a b': 'c', d: 'e f' } }),
    /metrics\[0\]\.labels: found "a b"[^\n]*\n(?:.*\n)*.*metrics\[0\]\.labels\["d"\]: found "e f"/,
  ],
  [
    'the amount of nothing',
    { scale: { max: 3, cpu: { average: '0' } } },
    /scale\.cpu\.average: found "0"; needs a quantity above zero/,
  ],
  [
    'an amount that is none',
    { scale: { max: 3, cpu: { average: 'much' } } },
    /scale\.cpu\.average: found "much"; needs a quantity above zero/,
  ],
  [
    'no most, and says so once',
    { scale: { min: 3, max: 0 } },
    /one problem\n.*scale\.max: found 0; needs a whole number from 1/,
  ],
  [
    'a time that KEDA cannot wait',
    { scale: { max: 3, keda: { pollingInterval: 0, cooldownPeriod: -1 } } },
    /pollingInterval: found 0; needs a whole number from 1.*\n.*cooldownPeriod: found -1; needs a whole number from 0/,
  ],
  [
    'a container that there is not',
    { scale: { max: 3, metrics: [{ container: 'x', cpu: 1 }] } },
    /that runs on: web/,
  ],
  [
    'no steps',
    { scale: { max: 3, behavior: { scaleUp: { policies: [] } } } },
    /scaleUp\.policies: found \[\]; needs at least one/,
  ],
  [
    'a window that is too long',
    { scale: { max: 3, behavior: { scaleDown: { stabilizationWindowSeconds: 3601 } } } },
    /a whole number from 0 to 3600/,
  ],
  [
    'a step of no pods',
    {
      scale: {
        max: 3,
        behavior: { scaleUp: { policies: [{ type: 'Pods', value: 0, periodSeconds: 1801 }] } },
      },
    },
    /policies\[0\]\.value: found 0.*\n.*policies\[0\]\.periodSeconds: found 1801; needs a whole number from 1 to 1800/,
  ],
  [
    'no pod, and nobody to start one',
    { scale: { min: 0, max: 3, cpu: 70, keda: {} } },
    /keda\.triggers: .* does not ask the pods/,
  ],
  [
    'no pod, and nobody but memory to start one',
    {
      scale: { min: 0, max: 3, memory: 70, keda: { triggers: [{ type: 'cpu', metadata: { value: '50' } }] } },
    },
    /keda\.triggers: .* does not ask the pods/,
  ],
  [
    'metrics beside KEDA',
    { scale: { max: 3, metrics: [], keda: {} } },
    /scale\.metrics: found \[\]; needs triggers/,
  ],
  [
    'a secret in a trigger',
    { scale: { max: 3, keda: { triggers: [{ type: 'redis', metadata: { password: 'kx93-aTq7' } }] } } },
    /metadata\.password: found "a literal value by the name of a secret"; needs no secret/,
  ],
  [
    'a scaler that is none',
    { scale: { max: 3, keda: { triggers: [{ type: 'A b', metadata: {} }] } } },
    /triggers\[0\]\.type: found "A b"/,
  ],
];

test.each(REFUSED)('%s is refused', (_, props, message) => {
  expect(() => new SecureDeployment(shopApp().shop, 'web', { ...WEB, ...props })).toThrow(message);
});
