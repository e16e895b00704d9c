import { toHaveNoFindings } from './have-no-findings';
import type { ExpectLike } from './jest-expect';
import { matcherSerializer, toMatchManifestSnapshot } from './match-manifest-snapshot';
import { toPassRestricted } from './pass-restricted';

/** Adds the matchers to an `expect` other than the one of the running test, such as that of a second copy of Jest. */
export function extendExpect(expect: ExpectLike): void {
  expect.extend({ toPassRestricted, toHaveNoFindings, toMatchManifestSnapshot });
  expect.addSnapshotSerializer(matcherSerializer);
}
