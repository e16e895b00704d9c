import * as pulumi from '@pulumi/pulumi';
import { external, SecureDeployment } from '../../lib/pulumi';
import { at, failureOf, inShop, objectOf, WEB } from './support';

/** Calls it as JavaScript may. */
const loosely = (props: object): ReturnType<typeof external> => Reflect.apply(external, undefined, [props]);

describe('a peer outside the program', () => {
  const DB = { namespace: 'data', labels: { app: 'db' }, ports: [5432], service: { name: 'db', port: 5432 } };

  it.each<[string, object, string]>([
    [
      'a namespace that is known later',
      { namespace: pulumi.output('data') },
      'namespace: found a value that is not known yet',
    ],
    ['a label that is known later', { labels: { app: pulumi.output('db') } }, 'labels.app: found a value'],
    [
      'a Service that is known later',
      { service: { name: pulumi.output('db'), port: 5432 } },
      'service.name: found a value',
    ],
    ['a Service that is no name', { service: { name: 'My DB', port: 5432 } }, 'service.name: found "My DB"'],
    ['a Service without a port', { service: { name: 'db', port: 0 } }, 'service.port: found 0'],
  ])('%s is refused', async (_, change, message) => {
    const failure = await failureOf(
      inShop(
        (shop) =>
          new SecureDeployment(
            'web',
            { ...WEB, uses: { DB: loosely({ ...DB, ...change }) } },
            { parent: shop },
          ),
      ),
    );
    expect(failure).toContain(message);
    expect(failure).not.toContain('toString');
  });

  it('is what was said when it was made', async () => {
    const rendering = await inShop((shop) => {
      const labels: Record<string, string> = { app: 'db' };
      const db = external({ ...DB, labels });
      delete labels.app;
      new SecureDeployment('web', { ...WEB, uses: { DB: db } }, { parent: shop });
    });
    const policy = objectOf(rendering, 'NetworkPolicy', 'web');
    expect(at(policy, 'spec.egress.0.to.0.podSelector')).toEqual({ matchLabels: { app: 'db' } });
  });
});
