import { code, table } from '../lib/page';
import { PROGRAMS as SCANNERS } from '../scanners/programs';
import { MANUAL } from './checks/bench';
import ADDED from './checks/server-fields.json';
import { PROGRAMS } from './programs';
import NEEDS from './real-programs/needs.json';

const NAMES: Readonly<Record<keyof typeof PROGRAMS, string>> = {
  kubernetes: 'Kubernetes and its etcd',
  oldest: 'kube-apiserver, the oldest',
  newest: 'kube-apiserver, the newest',
  containerd: 'containerd',
  runc: 'runc, with user namespaces',
  calico: 'Calico: policy engine and pod network',
  coredns: 'CoreDNS',
  crane: 'crane: the image registry',
  kyverno: 'Kyverno: its cleanup by a label',
  standin: 'the stand-ins of the images, written for this suite',
};

/** What was measured on two cores; no run writes these, since no two are the same. */
const COST = `
### What it costs

On two cores, in a virtual machine with other work on it: all builds of a first run take about 50 minutes (scanners 17,
cluster 33, of which Kubernetes ten and each further API server nine). Afterwards a run starts the cluster in 12 to 20
seconds; the suites of Pod Security, the examples, the scanners and the cluster take under five minutes together, all
suites with Pulumi's engine and the installations of the package seven to nine.
The limit of memory is 4 GiB, and the last line of the table tells what was held at most.
`;

/** The part of the page about the cluster. @param counts how much of what was proven */
export function partOf(counts: ReadonlyMap<string, number>): string {
  const programs = Object.entries(PROGRAMS).map(([name, { version }]) => [nameOf(name), version]);
  return [
    INTRO,
    table(['program', 'version'], [...programs, ['kube-bench, its policies', SCANNERS.kubeBench.version]]),
    PROVEN,
    table(
      ['what', 'how many'],
      [...counts].map(([what, number]) => [what, String(number)]),
    ),
    PRESETS,
    DELIVERY,
    DATA,
    REAL,
    table(
      ['program', 'what its user says', 'otherwise'],
      Object.entries(NEEDS).map(([name, { said, otherwise }]) => [name, said, otherwise]),
    ),
    DRIFT,
    table(
      ['kind', 'fields', 'because'],
      Object.entries(ADDED).map(([kind, { fields, reason }]) => [
        kind === '*' ? 'every kind' : kind,
        fields.map(code).join(', '),
        reason,
      ]),
    ),
    BENCH,
    table(
      ['check', 'asks to', 'holds because'],
      MANUAL.map(({ id, asks, because }) => [id, asks, because]),
    ),
    COST,
  ].join('\n');
}

function nameOf(program: string): string {
  return Object.entries(NAMES).find(([name]) => name === program)?.[1] ?? program;
}

const INTRO = `## A real cluster

The [examples](../examples) run on a cluster of one node, started from an empty folder in namespaces of its own. The
images of the shops cannot be had: stand-ins serve their ports, answer their probes, and try from inside what they must
not be able to do. Beside them run Redis, nginx, PostgreSQL and a web application in Python, from Debian packages. AppArmor is
off in the profile of this cluster, since its node has none; that field alone is not proven here. Oldest and newest API
server are there for the examples, which are applied to each of them.
`;

const PROVEN = `
Each number was counted by the run. Every refusal is asserted with who refuses and in which words, and what is refused
was admitted first without the one thing that is broken; every matrix is compared cell by cell with one written by hand
from the published call graph and with one computed from the rendered policies.
`;

const PRESETS = `
### Every preset

An [app](../conformance/cluster/presets/app.ts) with a workload of each sort, a door, claims, Secrets of a store and rights is rendered on every
[preset](cluster-presets.md) of the cluster profile, for the version of each of the three API servers. Each takes all of it: strict fields, no
warning, the kinds of Cilium, External Secrets and the Gateway API by their definitions. All presets have the same names, so that everything
but the namespaces is a dry run.`;

const DELIVERY = `
### Deployers and rights in an emergency

On each of the three API servers the platform's part of an [app](../conformance/cluster/rights/deploy.ts) is applied as the administrator does, and the team's with a
token of the [deployer](deployers.md) alone: every object is taken, twice without a change, and every object of the platform is refused. Then the
deployer [tries](../conformance/cluster/checks/deployer.json) to get more: Roles and bindings beyond its own rights, tokens, quota, limits, policies, labels of
the namespace. It is refused in the words of the check that has to refuse it; a Role within its rights is taken.

[Three teams](examples/tenants.md) do the same: each of their five parts is applied by its own deployer, with a token or as the user of a pipeline, and what
others deploy is refused.

A file of [\`bulwark break-glass\`](break-glass.md) is applied, works, and is broken [one thing at a time](../conformance/cluster/checks/break-glass.ts); applied
again after its end it is refused. On the [cluster](../conformance/cluster/checks/remover.ts) the CronJob, triggered by hand and with the real kubectl in its image,
deletes the binding, and its account deletes no other. The TTL controller of Kyverno does the same against the API server, at the end and not before.`;

const DATA = `
### Claims and what they hold

A maker of volumes that was written for this suite gives each claim a \`local\` volume, and removes it with the claim. The
pods of a StatefulSet write down each of their starts: the lines are there after a pod was replaced, after fewer pods and
more again, after the StatefulSet was deleted and applied again, and after it was replaced because of claim templates,
pod management and \`serviceName\`, by the commands that \`--against\` prints. With \`retention\` the claims of another one go
with its pods, and so do their volumes. A Deployment with a claim stops its pod before the next one starts.

The number of pods follows a metrics API that was written for this suite: what the pods use is what it says. Applying the
manifests again changes nothing of what the autoscaler decided.
`;

const REAL = `
### Real programs

Redis, nginx, PostgreSQL and a Python app with gunicorn run in images of Debian packages, written as their users would
and with every default: a uid without a name, a read-only root, no capability, 250m of CPU and 256Mi of memory. nginx
asks the app, and the app counts in Redis and keeps in PostgreSQL. All four are StatefulSets. A minute after all are
ready none was restarted; Redis and PostgreSQL go on counting where they were when their pods are replaced, and a Job
brings the database back to where it was when a CronJob wrote it down.
`;

const DRIFT = `
### What the server adds

Nothing else differs between what is applied and what the server then holds, in each of its versions:
`;

const BENCH = `
### What kube-bench leaves to people

The policies of the CIS benchmark that kube-bench can judge pass in the namespaces of the examples, and each of them
fails in a namespace that breaks it. These it cannot judge:
`;
