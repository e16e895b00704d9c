import { isPresetFile, type PresetFile } from '../lib/core/cluster/preset';
import { PRESET_FILES } from '../lib/core/cluster/presets';

/** docs/cluster-presets.md: what each preset says, what it cannot know, and where each fact comes from. */
export function presetsPage(): string {
  const sections = Object.entries(PRESET_FILES).flatMap(([name, file]) =>
    isPresetFile(file) ? [section(name, file)] : [],
  );
  return `${[INTRODUCTION, ...sections].join('\n\n')}\n`;
}

const INTRODUCTION = `# Cluster presets

What Bulwark knows of a distribution without being told, what you have to give, and where each fact comes from. The page is generated
from the data files in [lib/core/cluster/presets](../lib/core/cluster/presets) by \`npm run docs\`; a
[test](../test/docs/generated.test.ts) compares them. Every field is one that you can give yourself, as in
\`clusters.kubeadm({ cni: 'cilium' })\`, or in a [file](cluster-profile.md#files-for-the-command-line) that starts with \`preset: kubeadm\`.

An empty list, and a field that is not in the table, mean that it cannot be known from the distribution. A route that needs it is an
error that asks for it. \`seLinuxType\` \`null\` writes no type. All presets leave \`appArmor\` and \`userNamespaces\` off: what nodes enforce
depends on their image.`;

function section(name: string, { title, profile, turnOn, give, notes, sources }: PresetFile): string {
  const rows = Object.entries(profile).map(
    ([field, value]) => `| \`${field}\` | ${shown(value)} | ${links(sources[field] ?? [])} |`,
  );
  return [
    `## \`${name}\``,
    '',
    `${title}: \`clusters.${name}()\`, \`--cluster ${name}\`, \`preset: ${name}\`.`,
    '',
    '| Field | Value | Source |',
    '|---|---|---|',
    ...rows,
    ...listed('Turn on', turnOn),
    ...listed('Give', give),
    ...listed('Note', notes),
  ].join('\n');
}

function listed(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : ['', `${title}:`, '', ...items.map((item) => `- ${item}`)];
}

function links(sources: readonly string[]): string {
  return sources.map((source) => `[${new URL(source).hostname}](${source})`).join(', ');
}

/** A value as a line of a table: what is in it, behind its path. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return value.map(shown).join(', ');
  if (typeof value !== 'object' || value === null) return `\`${String(value)}\``;
  return Object.entries(value)
    .map(([key, inner]) => `${key}: \`${typeof inner === 'string' ? inner : JSON.stringify(inner)}\``)
    .join('<br>');
}
