import { BulwarkError } from '../core/errors';
import { toHaveNoFindings } from './have-no-findings';
import type { ExpectLike } from './jest-expect';
import { matcherSerializer, toMatchManifestSnapshot } from './match-manifest-snapshot';
import { toPassRestricted } from './pass-restricted';
import { toReach } from './to-reach';

/** Adds the matchers to an `expect` other than the one of the running test, such as that of a second copy of Jest. */
export function extendExpect(expect: ExpectLike): void {
  if (!isExpect(expect)) {
    throw new BulwarkError('extendExpect: found no `expect`', ['needs that of Jest: extendExpect(expect)']);
  }
  expect.extend({ toPassRestricted, toHaveNoFindings, toMatchManifestSnapshot, toReach });
  expect.addSnapshotSerializer(matcherSerializer);
}

function isExpect(value: unknown): boolean {
  if (typeof value !== 'function' && (typeof value !== 'object' || value === null)) return false;
  return ['extend', 'addSnapshotSerializer'].every((name) => typeof Reflect.get(value, name) === 'function');
}
