import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SETTINGS_VARIABLE, type Settings } from '../../host/settings';
import { type Io, UsageError } from '../io';
import { kindsFrom } from '../kinds-file';
import { clusterFrom, isPolicyName, OF_OTHERS, policyFrom } from '../policy-options';
import { readWaivers } from '../waiver-file';

/** Options of `bulwark synth` that an app takes its rules from. */
export interface RuleOptions {
  readonly policy?: string;
  readonly cluster?: string;
  readonly kubernetes?: string;
  readonly waivers?: string;
  /** A file that says what custom resources carry. */
  readonly kinds?: string;
}

/**
 * What the options say to the app.
 * @throws UsageError for names and versions that are not known, and for files that cannot be read
 */
export function settingsFrom(options: RuleOptions, io: Io): Settings {
  const { policy, cluster, kubernetes, waivers, kinds } = options;
  if (cluster === undefined && kubernetes !== undefined)
    throw new UsageError(['--kubernetes: needs --cluster, whose version it is']);
  return {
    policy:
      policy === undefined
        ? undefined
        : { name: policy, policy: policyFrom(policy, io), file: !isPolicyName(policy) },
    cluster: cluster === undefined ? undefined : clusterFrom({ cluster, kubernetes }, io),
    stackCluster: cluster === undefined ? undefined : clusterFrom({ cluster, kubernetes }, io, OF_OTHERS),
    waivers: waivers === undefined ? undefined : readWaivers(waivers, io),
    kinds: kinds === undefined ? undefined : kindsFrom(kinds, io),
  };
}

/** Hands settings to an app: the variables that tell it, and the file that they name. */
export function handOver(settings: Settings, folder: string): Record<string, string> {
  if (Object.values(settings).every((value) => value === undefined)) return {};
  const path = join(folder, 'settings.json');
  writeFileSync(path, JSON.stringify(settings));
  return { [SETTINGS_VARIABLE]: path };
}
