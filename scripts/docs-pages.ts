import { clusters } from '../lib/core/cluster/presets';
import { controls } from '../lib/core/controls';
import type { Category, Control } from '../lib/core/controls/control';
import { compilePolicy } from '../lib/core/engine/compiled-policy';
import { restricted } from '../lib/core/policy/policy';
import { devProfile } from '../lib/core/profiles/dev';
import { restrictedProfile } from '../lib/core/profiles/restricted-2026-11';
import { controlPage, referencesOf, type Standing } from './docs-page';

const TITLES: Readonly<Record<Category, string>> = {
  pod: 'Pods',
  image: 'Images',
  workload: 'Workloads',
  namespace: 'Namespaces',
  network: 'Networks',
  ingress: 'Ingresses',
  rbac: 'Identities',
  secrets: 'Secrets',
};

/** Every generated file of `docs/controls`, by file name. */
export function controlPages(): ReadonlyMap<string, string> {
  const inForce = armedIds();
  const pages = new Map<string, string>([['README.md', index(inForce)]]);
  for (const control of controls)
    pages.set(`${control.id}.md`, controlPage(control, standing(control, inForce)));
  return pages;
}

/** Ids of the controls that are in force with no word said: the default policy, and a preset of the cluster profile. */
function armedIds(): ReadonlySet<string> {
  const compiled = compilePolicy(restricted(), clusters.kubeadm());
  const kinds = controls.flatMap((control) => (control.on === 'object' ? control.kinds : []));
  const armed = [
    ...compiled.pod,
    ...compiled.set,
    ...['', ...kinds].flatMap((kind) => compiled.objectControls({ apiVersion: 'v1', group: '', kind })),
  ];
  return new Set(armed.map(({ control }) => control.id));
}

function standing(control: Control, inForce: ReadonlySet<string>): Standing {
  const profiles = [restrictedProfile, devProfile].filter((profile) =>
    profile.controls.some((id) => id === control.id),
  );
  return { byDefault: inForce.has(control.id), profiles: profiles.map(({ id }) => id) };
}

function index(inForce: ReadonlySet<string>): string {
  const sections = Object.entries(TITLES).map(([category, title]) => {
    const rows = controls
      .filter((control) => control.category === category)
      .map((control) => row(control, inForce.has(control.id)));
    return [`## ${title}`, '', HEAD, ...rows].join('\n');
  });
  return `${[INTRODUCTION, ...sections].join('\n\n')}\n`;
}

const INTRODUCTION = `# Controls

${controls.length} controls, one page each: why, how to fix it, what it may break, the same check in other programs, manifests that
pass and that do not. The pages are generated from the records in [lib/core/controls](../../lib/core/controls) by \`npm run docs\`;
a [test](../../test/docs/generated.test.ts) compares them.

- **Writes**: where the object says nothing, the control writes the safe value itself.
- **In force**: judged by \`restricted()\` with nothing else said. The others wait for parameters or for a cluster profile.
- **Elsewhere**: how many ids of scanners, policy libraries and standards mean the same check.`;

const HEAD =
  '| Id | Title | Severity | Writes | In force | Pod Security check | Elsewhere |\n|---|---|---|---|---|---|---|';

function row(control: Control, byDefault: boolean): string {
  const podSecurity = (control.refs.podSecurity ?? []).join(', ');
  const elsewhere =
    referencesOf(control).flatMap(([, ids]) => ids).length - (control.refs.podSecurity ?? []).length;
  const cells = [
    `[\`${control.id}\`](${control.id}.md)`,
    control.title,
    control.severity,
    control.harden === undefined ? '' : 'yes',
    byDefault ? 'yes' : 'no',
    podSecurity,
    String(elsewhere),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
