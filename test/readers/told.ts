import { isPlain, type PlainObject } from '../../lib/core/manifest/plain';
import { readManifests } from '../../lib/core/yaml';
import type { ClusterModel } from '../../lib/model/cluster-model';
import { type Intent, partyText } from '../../lib/model/intent';
import { type ModelReading, unreadText } from '../../lib/readers';
import { readAll } from './made';

/** The objects of a string. */
export function objectsIn(yaml: string): PlainObject[] {
  const { documents, problems } = readManifests(yaml, 'foreign.yaml');
  expect(problems).toEqual([]);
  return documents.map(({ value }) => value).filter(isPlain);
}

/** What a string is read to. */
export function reading(yaml: string): ModelReading {
  return readAll(objectsIn(yaml));
}

/** A route in a line: `shop/web -> shop/db 5432`. */
export function routeText({ from, to, ports, loose, saidBy }: Intent): string {
  const numbers = ports.map(({ port, protocol }) =>
    protocol === 'TCP' ? String(port) : `${port}/${protocol}`,
  );
  const others =
    loose === 'all'
      ? ['all']
      : (loose ?? []).map(({ port = 'all', endPort, protocol }) =>
          [port, endPort === undefined ? '' : `-${endPort}`, protocol === 'TCP' ? '' : `/${protocol}`].join(
            '',
          ),
        );
  const said = saidBy === undefined ? [] : [`(${saidBy})`];
  return [partyText(from), '->', partyText(to), ...numbers.sort(), ...others.sort(), ...said].join(' ');
}

/** All routes of a model, sorted; ports of one pair are one route. */
export function routes({ intents }: Pick<ClusterModel, 'intents'>): string[] {
  const pairs = new Map<string, Intent>();
  for (const intent of intents) {
    const key = `${partyText(intent.from)} ${partyText(intent.to)} ${intent.saidBy}`;
    const known = pairs.get(key);
    const ports = [...(known?.ports ?? []), ...intent.ports];
    const unique = [...new Map(ports.map((port) => [JSON.stringify(port), port])).values()];
    pairs.set(key, { ...intent, ports: unique });
  }
  return [...pairs.values()].map(routeText).sort();
}

/** What was not read, a line each. */
export function marks({ unread }: ModelReading): string[] {
  return unread.map(unreadText);
}
