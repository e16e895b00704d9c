import { isPlain } from '../manifest/plain';
import { fitsWhole, listOf, mapOf, objectOf, type Shape, text } from '../shape';
import type { ClusterProfile, KubernetesVersion } from './profile';
import { CLUSTER_FIELDS, isClusterProfile } from './shape';

/** The data file of a preset: what a distribution is, and where that is written. */
export interface PresetFile {
  /** One line: which clusters it is for. */
  readonly title: string;
  /** What the distribution decides; everything else is what Bulwark takes where nobody says more. */
  readonly profile: Readonly<Record<string, unknown>>;
  /** What somebody has to turn on before policies close anything. */
  readonly turnOn: readonly string[];
  /** What cannot be known: who needs it has to give it. */
  readonly give: readonly string[];
  /** What surprises there. */
  readonly notes: readonly string[];
  /** Where each field of the profile comes from: addresses of pages. */
  readonly sources: Readonly<Record<string, readonly string[]>>;
}

/** The version that presets assume. */
const DEFAULT_VERSION: KubernetesVersion = '1.36';

/** Fields of which a preset says nothing: a cluster has them from whoever runs it. */
const OWN = {
  appArmor: false,
  userNamespaces: false,
  priorityClass: { name: 'standard', value: 1000, create: true },
  logBudget: '50Mi',
  registries: [],
} as const;

const TEXTS = listOf(text);

const FILE: Shape = objectOf(
  {
    title: text,
    profile: { needs: 'fields of a profile', sample: '{ … }', fits: isPlain },
    turnOn: TEXTS,
    give: TEXTS,
    notes: TEXTS,
    sources: mapOf(TEXTS),
  },
  ['title', 'profile', 'turnOn', 'give', 'notes', 'sources'],
);

/** Whether a value is the data file of a preset. */
export function isPresetFile(value: unknown): value is PresetFile {
  return fitsWhole(value, FILE);
}

/**
 * The profile of a preset.
 * @param file the content of its data file
 * @throws Error for a file that is none; a test reads them all
 */
export function profileOf(name: string, file: unknown): ClusterProfile {
  if (!isPresetFile(file)) throw new Error(`the preset ${name} is no preset`);
  const { seLinuxType, ...said } = file.profile;
  const made: Record<string, unknown> = {
    ...OWN,
    ...said,
    name,
    kubernetes: DEFAULT_VERSION,
    // JSON has no undefined: null says that none is to be written.
    seLinuxType: seLinuxType ?? undefined,
  };
  const fields = Object.keys(CLUSTER_FIELDS).filter((field) => Object.hasOwn(made, field));
  const profile: unknown = Object.fromEntries(fields.map((field) => [field, made[field]]));
  if (fields.length < Object.keys(made).length || !isClusterProfile(profile))
    throw new Error(`the preset ${name} is no profile`);
  return profile;
}
