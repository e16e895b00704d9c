import { controls } from '../lib/core/controls';
import type { Control, Write } from '../lib/core/controls/control';

/** `docs/hardening.md`: what hardening writes and what to check, from the records of the controls. */
export function hardeningPage(): string {
  const writing = controls.filter(({ writes }) => writes !== undefined);
  const rows = (stops: boolean): string[] =>
    writing.flatMap((control) =>
      (control.writes ?? [])
        .filter(({ mayStop }) => (mayStop !== undefined) === stops)
        .map((write) => row(control, write)),
    );
  return `${[
    INTRODUCTION,
    CHANGES,
    LEFT,
    `## What may stop a pod\n\n${table('What may stop, and what to do', rows(true))}`,
    `## What stops nothing\n\n${table('Why', rows(false))}`,
    '[All controls](controls/README.md) · [bulwark harden](cli.md#bulwark-harden) · [Transforms for Pulumi](pulumi-transforms.md)',
  ].join('\n\n')}\n`;
}

function table(title: string, rows: readonly string[]): string {
  return [`| Field | Control | ${title} |`, '|---|---|---|', ...new Set(rows)].join('\n');
}

function row(control: Control, { field, mayStop, harmless, onlyOurs }: Write): string {
  const said = mayStop ?? harmless ?? '';
  const sentence = `${said.charAt(0).toUpperCase()}${said.slice(1)}${said.endsWith('.') ? '' : '.'}`;
  const where = onlyOurs === true ? ' (constructs only)' : '';
  const cells = [`\`${field}\`${where}`, `[\`${control.id}\`](controls/${control.id}.md)`, sentence];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

const INTRODUCTION = `# What hardening writes and what to check

Use this page to review what hardening changed in third-party manifests (\`bulwark harden\`, includes, Helm charts and raw
objects in a \`HardenedApp\`, Pulumi transforms). Hardening sets safe values for fields that an object does not set. In
third-party manifests, Bulwark looks at related fields and objects before it sets a field, and tells you what to check:

- **wrote**: the field may stop a pod that worked before. Read the reason, and set another value if it applies to your
  program.
- **did not write**: there are signs that the program would stop. The field stays as it is, and you decide. If Pod Security
  \`restricted\` requires the field, the pod is also *not hardenable*.

Each line names the object, the fields with their containers, and the reason:

\`\`\`text
Deployment ops/ctl at web.yaml:16: check this: did not write spec.template.spec.automountServiceAccountToken: RoleBinding ops/ctl gives rights to ServiceAccount ops/ctl; …
\`\`\`

\`bulwark harden\` and \`bulwark synth\` print these lines on standard error, and the report of \`synth\` lists them in
\`decisions\`. Pulumi shows them as warnings on the resource. Bulwark sees a Pulumi program one resource at a time: if a binding
comes after a pod that lost its token, you get an error at the end of the run. Bulwark never reports explicit values, so set
the field after you have checked it.`;

const CHANGES = `## Each change

To see each changed field of third-party objects, run \`bulwark synth --changes\` or \`bulwark harden --changes\`. The report of
\`bulwark synth\` (\`--report\`, \`--format json\`) lists them in \`changes\`, for each object, also for a Pulumi program. In code, use
\`app.synthesize().changes\` of a \`HardenedApp\`:

\`\`\`text
Deployment ops/ctl at ops/vendor: changed spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem of c: absent to true (read-only-root-filesystem)
\`\`\`

| Field | |
|---|---|
| \`object\`, \`construct\` | the object, and where it is in the app |
| \`fields[].path\`, \`container\` | the field |
| \`before\`, \`after\` | the old and the new value as JSON; \`absent\` without quotation marks where there is none. At most 512 characters |
| \`by\` | the control that wrote it, or what the app gives to every pod: \`images\` (digests of the lock), \`imagePullSecrets\`, \`scratch\` (\`/tmp\`) |

The list never contains values of Secrets, values that Pulumi marks as secret, or values that look like credentials. Another
notation of the same value is not a change: the order of keys, \`1000m\` as \`1\`, a namespace on a cluster-scoped object. Your
own patches and edits are not listed, and annotations of waivers are in \`suppressed\`. Tests:
[core](../test/core/harden/changes.test.ts), [cdk8s](../test/cdk8s/decisions.test.ts), [Pulumi](../test/pulumi/verdict.test.ts).`;

const LEFT = `## What it leaves

| It does not write | if |
|---|---|
| \`automountServiceAccountToken: false\` | a binding of the set names the ServiceAccount, as itself, as a user or by a group; the account says \`true\`; a sidecar that is injected needs the token |
| a user, a group, \`runAsNonRoot\`, dropped capabilities | a container is privileged, adds capabilities, calls a program for root (\`chown\`, \`apt-get\`, \`mount\`, …), is given files or devices of its node, or shares a namespace with it |
| a user, a group | the pod mounts a claim or another volume with files of its own; a container changes owners; a file is for root alone by its mode; the manifest says that the image has a user that is not root; the object has no name |
| \`fsGroup\` | a claim or another volume with files of its own is mounted, or a file that is for one user alone by its mode |
| \`rollingUpdate\` with a surge | one pod more may find no place: required anti-affinity, ports or network of the node, a claim, \`DoNotSchedule\`, one node, a ResourceQuota |
| \`ingress.allow-http: "false"\` | the Ingress has no certificate, in \`spec.tls\` or by an annotation of the cloud |
| \`ndots\` | an image with the C library musl, or a name that ends in \`.svc\` |
| \`enableServiceLinks: false\` | the command or the environment reads a variable of a Service |
| \`readOnlyRootFilesystem\` | the command installs packages or makes users |
| \`allowPrivilegeEscalation: false\` | the command calls \`sudo\` |
| \`hostUsers: false\` | a claim, files of the node, a privileged container or added capabilities |
| \`imagePullPolicy: Always\` | an image of \`localhost/\` |
| fields of Linux | a pod that can only run on Windows: by \`os.name\`, node selector, required node affinity or RuntimeClass. It gets \`os.name: windows\` |
| \`runAsUserName: ContainerUser\` | a Windows container that uses a group-managed service account, or runs on its host |
| SELinux options, a PriorityClass | nobody says that the cluster has them |`;
