import { noExternalIps } from '../../../../lib/core/controls/network/no-external-ips';
import { serviceSelectsPods } from '../../../../lib/core/controls/network/service-selects-pods';
import { uniqueServiceSelector } from '../../../../lib/core/controls/network/unique-service-selector';
import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { findingsOf, Leaf, object, pod, problemsIn } from '../cases';

function service(name: string, spec: PlainObject): PlainObject {
  return object('v1', 'Service', name, { spec });
}

describe('service-selects-pods', () => {
  test.each<[string, PlainObject, PlainObject, boolean | undefined]>([
    ['a value that is not known yet', pod('web'), { selector: { app: new Leaf() } }, true],
    ['a selector that is not known yet', pod('web'), { selector: new Leaf() }, true],
    [
      'pods whose labels are not known yet',
      { ...pod('web'), metadata: { namespace: 'shop', name: 'web', labels: new Leaf() } },
      { selector: { app: 'web' } },
      true,
    ],
    ['nothing there', pod('web'), { selector: { app: 'cart' } }, false],
    [
      'a selector of a Service by name',
      pod('web'),
      { type: 'ExternalName', selector: { app: 'cart' } },
      undefined,
    ],
    ['an empty selector', pod('web'), { selector: {} }, undefined],
  ])('%s', (_what, web, spec, unknown) => {
    const found = problemsIn(serviceSelectsPods, [web, service('web', spec)]);
    expect(found.map(({ problem }) => problem.unknown)).toEqual(unknown === undefined ? [] : [unknown]);
  });

  test('the pods of a CronJob can be selected', () => {
    const template = { metadata: { labels: { app: 'job' } }, spec: { containers: [] } };
    const job = object('batch/v1', 'CronJob', 'job', { spec: { jobTemplate: { spec: { template } } } });
    expect(findingsOf(serviceSelectsPods, [job, service('job', { selector: { app: 'job' } })])).toEqual([]);
  });
});

test('unique-service-selector reports every Service after the first, and names the first', () => {
  const selector = { app: 'web' };
  const found = problemsIn(
    uniqueServiceSelector,
    ['a', 'b', 'c'].map((name) => service(name, { selector })),
  );
  expect(found.map(({ name, problem }) => `${name}: ${problem.needs}`)).toEqual([
    'b: a selector other than that of Service a',
    'c: a selector other than that of Service a',
  ]);
});

test('no-external-ips reports each address by itself, and what is not known yet as it is', () => {
  const unknown = new Leaf();
  const found = problemsIn(noExternalIps, [
    service('web', { externalIPs: ['192.0.2.1', '2001:db8::1'] }),
    service('cart', { externalIPs: [unknown] }),
    service('api', { externalIPs: unknown }),
  ]);
  expect(found.map(({ name, problem }) => [name, problem.path, problem.finding, problem.found])).toEqual([
    ['web', 'spec.externalIPs[0]', '192.0.2.1', '192.0.2.1'],
    ['web', 'spec.externalIPs[1]', '2001:db8::1', '2001:db8::1'],
    ['cart', 'spec.externalIPs[0]', 'an object', unknown],
    ['api', 'spec.externalIPs', undefined, unknown],
  ]);
});

test('kinds of other projects that are called Service are not judged', () => {
  const foreign = { ...service('web', { selector: { app: 'none' } }), apiVersion: 'serving.knative.dev/v1' };
  expect(findingsOf(serviceSelectsPods, [foreign])).toEqual([]);
  expect(findingsOf(uniqueServiceSelector, [foreign, foreign])).toEqual([]);
});
