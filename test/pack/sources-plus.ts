const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

/**
 * An app that gives constructs of ours to a version of cdk8s-plus, and takes from it what is around them: an
 * autoscaler, Services, an Ingress. Only the two imports differ from version to version.
 * @param entry the entry point of the version
 */
export function plusApp(plus: string, entry: string): string {
  return `
import { BulwarkError, type Finding } from 'bulwark';
import { external, HardenedApp, IsolatedNamespace, SecureDeployment, type SecureDeploymentProps, SecureStatefulSet, waive } from '${entry}';
import * as kplus from '${plus}';

/** A workload of the company, over ours. */
class Web extends SecureDeployment {
  constructor(scope: IsolatedNamespace, id: string, props: Omit<SecureDeploymentProps, 'port' | 'probe'>) {
    super(scope, id, { ...props, port: 8080, probe: 'tcp' });
  }
}

const app = new HardenedApp({ today: '2026-11-21', outdir: 'out' });
const shop = new IsolatedNamespace(app, 'shop', { quota: { cpu: '8', memory: '16Gi' } });
const props: Omit<SecureDeploymentProps, 'port' | 'probe'> = {
  image: 'registry.example.com/web:1.4@${DIGEST}',
  resources: { cpu: '100m', memory: '64Mi' },
};

// An autoscaler takes our Deployment, and our Deployment gives up its replicas.
const web: kplus.Deployment = new Web(shop, 'web', props).receivesFrom(
  external({ namespace: 'ingress-nginx', labels: { app: 'ingress-nginx' } }),
);
new kplus.HorizontalPodAutoscaler(shop, 'scaler', {
  target: web,
  minReplicas: 2,
  maxReplicas: 5,
  metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(70))],
});

// A Service of the version in front of it, and an Ingress in front of that.
const service: kplus.Service = web.exposeViaService({ name: 'front', ports: [{ port: 80, targetPort: 8080 }] });
const tls = { hosts: ['shop.example.com'], secret: kplus.Secret.fromSecretName(shop, 'certificate', 'shop-tls') };
const ingress = new kplus.Ingress(shop, 'ingress', { metadata: { name: 'shop' }, tls: [tls] });
ingress.addHostRule('shop.example.com', '/', kplus.IngressBackend.fromService(service));

// The same in one call.
const admin = new Web(shop, 'admin', props);
admin.receivesFrom(external({ namespace: 'ingress-nginx', labels: { app: 'ingress-nginx' } }));
const exposed: kplus.Ingress = admin.exposeViaIngress('/admin', { ingress, name: 'admin-front' });
const because = { owner: 'shop', reason: 'the methods of cdk8s-plus say it so', expires: '2027-01-01' };
for (const each of [service, admin]) waive(each, { ...because, control: 'unique-service-selector' });
waive(exposed, { ...because, control: 'ingress-host-set' });

// A StatefulSet of the version, which gives its pods names.
const queue: kplus.StatefulSet = new SecureStatefulSet(shop, 'queue', {
  image: props.image,
  port: 6379,
  probe: 'tcp',
  user: 10001,
  volumes: { '/data': { size: '1Gi' } },
  resources: { cpu: '100m', memory: '64Mi' },
}).talksTo(admin);
queue.podMetadata.addLabel('tier', 'queue');

// What the methods of the version add is kept.
web.containers[0]?.env.addVariable('GREETING', kplus.EnvValue.fromValue('hello'));
web.containers[0]?.mount('/cache', kplus.Volume.fromEmptyDir(shop, 'cache', 'cache'));
web.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.is('pool', 'web')));
new kplus.ConfigMap(shop, 'settings', { metadata: { name: 'settings' }, data: { greeting: 'hello' } });

const findings: readonly Finding[] = app.synthesize().judgement.findings;
if (findings.length > 0) throw new BulwarkError('findings', findings.map(({ control, found }) => \`\${control} \${found}\`));
app.synth();
`;
}

/** Strict beyond what \`cdk8s init\` writes: declarations are checked too. */
export const STRICT_TSCONFIG = {
  compilerOptions: {
    target: 'ES2022',
    module: 'Node16',
    moduleResolution: 'Node16',
    strict: true,
    noImplicitOverride: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    types: ['node'],
  },
  include: ['*.ts'],
};
