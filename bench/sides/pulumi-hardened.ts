import { HardenedApp, IsolatedNamespace, SecureDeployment } from '../../lib/pulumi';
import { DAY } from '../workloads';
import { measureProgram } from './pulumi-child';

// The components as they come, two replicas: ten workloads a namespace, each calling the one before it.
void measureProgram((spaces) => {
  const app = new HardenedApp('bench', { today: DAY });
  for (const space of spaces) {
    // Two replicas of the largest are more than the default quota.
    const quota = { cpu: '100', memory: '200Gi' };
    const namespace = new IsolatedNamespace(space.name, { quota }, { parent: app });
    let before: SecureDeployment | undefined;
    for (const { name, image, args, env, port, path, cpu, memory, label, user } of space.workloads) {
      before = new SecureDeployment(
        name,
        {
          image,
          args,
          env,
          port,
          probe: { http: path },
          replicas: 2,
          resources: { cpu: `${cpu}m`, memory: `${memory}Mi` },
          labels: { 'example.com/tier': label },
          user,
          uses: before === undefined ? {} : { UPSTREAM_ADDR: before },
        },
        { parent: namespace },
      );
    }
  }
});
