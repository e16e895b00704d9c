import { HardenedApp, IsolatedNamespace, SecureDeployment } from '../../lib/pulumi';
import { DAY } from '../workloads';
import { measureProgram } from './pulumi-child';

// The components as they come, two replicas: ten workloads a namespace, each calling the one before it.
void measureProgram((spaces) => {
  const app = new HardenedApp('bench', { today: DAY });
  for (const space of spaces) {
    const namespace = new IsolatedNamespace(space.name, {}, { parent: app });
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
