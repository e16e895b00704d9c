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

Choose the preset of your distribution. For each preset, this page lists the values that Bulwark knows, the values that you have
to set, and the source of each fact. You can set every field yourself, as in \`clusters.kubeadm({ cni: 'cilium' })\`, or in a
[file](cluster-profile.md#files-for-the-command-line) that starts with \`preset: kubeadm\`.

If a list is empty, or a field is not in the table, the distribution does not decide it. A route that needs the value is an error
that names the field. \`seLinuxType\` \`null\` sets no type. All presets leave \`appArmor\` and \`userNamespaces\` off, because the image
of the nodes decides what they enforce.

\`npm run docs\` generates this page from the data files in [lib/core/cluster/presets](../lib/core/cluster/presets); a
[test](../test/docs/generated.test.ts) compares them.`;

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
