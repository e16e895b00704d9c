import { HardenedApp, IsolatedNamespace, SecureDeployment, type Synthesis } from '../../lib/cdk8s';
import { type BenchNamespace, DAY } from '../workloads';

/** A HardenedApp that remembers how many objects it judged. */
export class CountingApp extends HardenedApp {
  judged = 0;

  override synthesize(): Synthesis {
    const synthesis = super.synthesize();
    this.judged = synthesis.judgement.objects;
    return synthesis;
  }
}

/** Builds the workloads with our constructs: one replica, so that there is no disruption budget. */
export function hardenedTree(spaces: readonly BenchNamespace[], outdir: string): CountingApp {
  const app = new CountingApp({ outdir, today: DAY });
  // The largest, twice while they are updated, are more than the default quota.
  const quota = { cpu: '100', memory: '200Gi' };
  for (const space of spaces) {
    const namespace = new IsolatedNamespace(app, space.name, { quota });
    let before: SecureDeployment | undefined;
    for (const { name, image, args, env, port, path, cpu, memory, label, user } of space.workloads) {
      before = new SecureDeployment(namespace, name, {
        image,
        args,
        env,
        port,
        probe: { http: path },
        replicas: 1,
        resources: { cpu: `${cpu}m`, memory: `${memory}Mi` },
        labels: { 'example.com/tier': label },
        user,
        uses: before === undefined ? {} : { UPSTREAM_ADDR: before },
      });
    }
  }
  return app;
}
