import type { Control, ObjectExample, PodExample, References } from '../lib/core/controls/control';
import { exampleObjects } from '../lib/core/controls/examples';
import { writeDocuments, writeYaml } from '../lib/core/yaml';

/** What the pages call the programs and standards that `refs` names. */
export const SOURCES: Readonly<Record<keyof References, string>> = {
  podSecurity: 'Pod Security Standards',
  kubescape: 'Kubescape',
  checkov: 'Checkov',
  trivy: 'Trivy',
  kubeLinter: 'kube-linter',
  kubeScore: 'kube-score',
  polaris: 'Polaris',
  kyverno: 'Kyverno policies',
  gatekeeper: 'Gatekeeper library',
  cis: 'CIS Kubernetes Benchmark',
  nsa: 'NSA/CISA Kubernetes Hardening Guide',
  owasp: 'OWASP Kubernetes Top Ten',
  other: 'Others',
};

/** Where a control is in force when nothing is said about it. */
export interface Standing {
  /** In force with `restricted()` and a preset of `clusters`, no parameter given. */
  readonly byDefault: boolean;
  /** Ids of the profiles that name it. */
  readonly profiles: readonly string[];
}

type Example = PodExample | ObjectExample;

/** The sources of a control with their ids, in the order of SOURCES. */
export function referencesOf(control: Control): readonly (readonly [string, readonly string[]])[] {
  const found: (readonly [string, readonly string[]])[] = [];
  for (const [key, title] of Object.entries(SOURCES)) {
    const ids = Object.entries(control.refs).find(([name]) => name === key)?.[1];
    if (ids !== undefined && ids.length > 0) found.push([title, ids]);
  }
  return found;
}

/** The page of one control, as `docs/controls/<id>.md` holds it. */
export function controlPage(control: Control, standing: Standing): string {
  const sections = [
    `# ${control.title}`,
    facts(control, standing),
    `## Why\n\n${control.why}`,
    `## How to fix it\n\n${fixes(control)}${hardens(control)}`,
    ...(control.breaks === undefined ? [] : [`## What it may break\n\n${control.breaks}`]),
    parameters(control),
    references(control),
    examples(control, 'good', 'Passes'),
    examples(control, 'bad', 'Does not pass'),
    '[All controls](README.md) · [How to waive one](../waivers.md) · [What a message says](../errors.md)',
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

/** The fix for each audience, where they differ. */
function fixes({ fix, code: props }: Control): string {
  if (props === undefined) return code(fix);
  return `In a manifest:\n\n${code(fix)}\n\nIn code:\n\n${code(props)}`;
}

function facts(control: Control, { byDefault, profiles }: Standing): string {
  return [
    '| | |',
    '|---|---|',
    `| Id | \`${control.id}\` |`,
    `| Category | ${control.category} |`,
    `| Severity | ${control.severity} |`,
    `| Judges | ${subjectOf(control)} |`,
    `| Profiles | ${profiles.map((id) => `\`${id}\``).join(', ')} |`,
    `| Enabled by default | ${byDefault ? 'yes' : 'no: it needs parameters or settings in the cluster profile'} |`,
    `| Sets a safe default | ${control.harden === undefined ? 'no' : 'yes'} |`,
  ].join('\n');
}

/** What a control looks at, in words. */
export function subjectOf(control: Control): string {
  if (control.on === 'pod') return 'every pod, in any kind of object';
  if (control.on === 'set') return 'all objects of a run together';
  return control.kinds.length === 0 ? 'every object' : control.kinds.join(', ');
}

function hardens(control: Control): string {
  if (control.harden === undefined) return '';
  return '\n\nIf the field is not set, Bulwark writes the safe value.';
}

function code(text: string): string {
  return `\`\`\`text\n${text}\n\`\`\``;
}

function parameters(control: Control): string {
  if (control.params === undefined || control.params === null) return '';
  const defaults = writeYaml(JSON.parse(JSON.stringify(control.params))).trimEnd();
  return `## Parameters\n\nThe defaults; a policy overrides them with \`restricted({ params: { '${control.id}': { … } } })\`.\n\n\`\`\`yaml\n${defaults}\n\`\`\``;
}

function references(control: Control): string {
  const rows = referencesOf(control).map(([title, ids]) => `| ${title} | ${ids.map(cell).join(', ')} |`);
  if (rows.length === 0) return '';
  return ['## The same check elsewhere', '', '| Program or standard | Ids |', '|---|---|', ...rows].join(
    '\n',
  );
}

function cell(id: string): string {
  return id.replaceAll('|', '\\|');
}

function examples(control: Control, side: 'good' | 'bad', title: string): string {
  const shown: readonly Example[] = control.examples[side];
  return [`## ${title}`, ...shown.map(example)].join('\n\n');
}

function example(shown: Example): string {
  const lines: string[] = [];
  if (shown.note !== undefined)
    lines.push(`${shown.note.charAt(0).toUpperCase()}${shown.note.slice(1)}:`, '');
  if (shown.params !== undefined) lines.push(`With the parameters \`${JSON.stringify(shown.params)}\`:`, '');
  lines.push('```yaml', manifests(shown), '```');
  return lines.join('\n');
}

function manifests(shown: Example): string {
  const objects = exampleObjects(shown);
  const [first] = objects;
  return (objects.length === 1 && first !== undefined ? writeYaml(first) : writeDocuments(objects)).trimEnd();
}
