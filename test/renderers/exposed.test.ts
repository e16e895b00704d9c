import { clusters } from '../../lib/core/cluster/presets';
import { objectAt, objectsAt, type PlainObject } from '../../lib/core/manifest/plain';
import { restricted } from '../../lib/core/policy/policy';
import { ModelDraft, type PlacedWorkload } from '../../lib/model/cluster-model';
import type { Exposed } from '../../lib/model/exposed';
import { objectsOfWorkload } from '../../lib/renderers';
import { growth } from '../support/work';
import { placed } from './graph';

const CLUSTER = clusters.kind({ gatewayApi: { class: 'envoy' } });

function host(name: string, more: Partial<Exposed> = {}): Exposed {
  return {
    name: 'web',
    hosts: [name],
    protocol: 'http',
    port: 8080,
    paths: [],
    certificate: { secret: 'web-tls' },
    redirect: true,
    annotations: {},
    ...more,
  };
}

function exposedWorkload(namespace: string, name: string, ...exposed: Exposed[]): PlacedWorkload {
  const one = placed(namespace, name, 8080);
  return { ...one, workload: { ...one.workload, exposed } };
}

function gatewaysOf(model: ModelDraft): PlainObject[] {
  return model.workloads
    .flatMap((one) => objectsOfWorkload(one, model))
    .filter(({ identity }) => identity.kind === 'Gateway')
    .map((artifact) => artifact.object());
}

test('a Gateway for each namespace, whatever was asked before its workloads were there', () => {
  const model = new ModelDraft(CLUSTER, restricted());
  const shared = { name: 'public', namespace: 'gateways' };
  expect(model.exposedIn('shop')).toEqual([]);
  model.workloads.push(
    placed('shop', 'cart', 8080),
    exposedWorkload('shop', 'old', host('o.example', { shared })),
  );
  expect(model.exposedIn('shop')).toEqual([]);
  model.workloads.push(
    exposedWorkload('shop', 'web', host('a.example')),
    exposedWorkload('pay', 'api', host('b.example')),
  );
  expect(model.exposedIn('shop').map(({ workload }) => workload.name)).toEqual(['web']);
  model.workloads.push(exposedWorkload('shop', 'late', host('c.example'), host('a.example')));
  const listeners = gatewaysOf(model).map((gateway) => [
    objectAt(gateway, 'metadata')?.namespace,
    ...objectsAt(objectAt(gateway, 'spec'), 'listeners').map(({ name }) => name),
  ]);
  expect(listeners).toEqual([
    ['shop', 'http', 'a.example', 'c.example'],
    ['pay', 'http', 'b.example'],
  ]);
});

test('each Gateway costs what one costs, however many namespaces there are', () => {
  const rendered = (count: number) => () => {
    const model = new ModelDraft(CLUSTER, restricted());
    for (let at = 0; at < count; at += 1)
      model.workloads.push(exposedWorkload(`team-${at}`, 'web', host(`team-${at}.example`)));
    if (gatewaysOf(model).length !== count) throw new Error('a Gateway is missing');
  };
  rendered(2)();
  const { times, where } = growth(rendered(400), rendered(800));
  expect({ where, linear: times < 2.2 }).toEqual({ where, linear: true });
});
