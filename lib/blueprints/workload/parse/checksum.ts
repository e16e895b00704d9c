import { isOpaque } from '../../../core/manifest/plain';
import { CONFIG_ANNOTATION } from '../../../core/well-known';
import { type Text, textFrom } from '../../../model/text';
import type { Config } from '../../../model/workload';
import { checksum } from '../../configuration/checksum';
import { digestOf, sortedEntries } from '../../configuration/config';
import { checkVersion } from '../../configuration/existing-secret';
import type { DeferredValues } from '../../deferred';
import type { Problems } from '../../problems';
import { referencesOf } from '../../secrets/delivered';
import type { DeliveredSecretData } from '../../secrets/props';
import type { Source } from './sources';

/** What is hashed together: whose it is, which part of it, and what that holds. */
type Part = readonly [owner: unknown, part: string, content: unknown];

/**
 * An annotation of the pods that changes with the configuration given in code and with the versions of Secrets, so that a
 * change rolls the workload.
 */
export function configChecksum(
  configs: readonly Config[],
  sources: readonly Source[],
  deferred: DeferredValues | undefined,
  problems: Problems,
): Record<string, Text> {
  const parts = [
    ...configs.flatMap(partsOfOwn),
    ...sources.flatMap((source) => partsOfSource(source, problems)),
  ];
  if (parts.length === 0) return {};
  const values = parts.flat();
  const make = (known: readonly unknown[]): string =>
    checksum(JSON.stringify(parts.map((_, index) => known.slice(index * 3, index * 3 + 3))));
  const made = values.some(isOpaque) ? deferred?.derive(values, make) : undefined;
  return { [CONFIG_ANNOTATION]: made === undefined ? make(values) : textFrom(made) };
}

function partsOfOwn({ name, data }: Config): Part[] {
  return Object.entries(data)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, content]): Part => [name, file, content]);
}

/** An immutable configuration has another name when it changes, and rolls its pods by that. */
function partsOfSource(source: Source, problems: Problems): Part[] {
  if ('secret' in source) {
    const { secret, version, field } = source;
    const read = problems.leaf(version, (known, later) => {
      checkVersion(field, known, later);
      return known;
    });
    return [[secret, 'version of the Secret', read]];
  }
  if ('delivered' in source) return partsOfDelivered(source.delivered, source.key);
  const { config, key } = source;
  if (config.immutable === true) return [];
  if (key !== undefined) return [[config.name, key, config.data[key]]];
  const digest = digestOf(config);
  if (digest !== undefined) return [[config.name, 'all', digest]];
  return sortedEntries(config).map(([file, content]): Part => [config.name, file, content]);
}

/** Where a key comes from, or the bytes that were sealed: what it holds is not known here. */
function partsOfDelivered(secret: DeliveredSecretData<unknown>, key: string | undefined): Part[] {
  return referencesOf(secret)
    .filter(([name]) => key === undefined || name === key)
    .map(([name, part, reference]): Part => [secret.name, `${name} ${part}`, reference]);
}
