import { HardenedApp, NodePool } from 'bulwark/cdk8s';
import { cluster } from './cluster';
import { payments } from './payments';
import { reports } from './reports';
import { shop } from './shop';

// What names no namespace lands in `default`, where no team answers for it: the API server refuses it there.
const app = new HardenedApp({ cluster, defaultNamespace: 'closed' });

// Nodes for what nobody may break out of: a sandbox around each pod, and an admission policy that keeps others off.
const sensitive = new NodePool(app, 'sensitive', {
  exemptNamespaces: ['calico-system'],
  runtimeClass: { handler: 'runsc', cpu: '100m', memory: '128Mi' },
});

// One team, one file. A route between two teams is an object that one hands to the other.
shop(app, payments(app, sensitive));
reports(app);

app.synth();
