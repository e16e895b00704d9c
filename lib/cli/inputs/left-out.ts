import { addTo } from '../../core/manifest/plain';
import { count } from '../io';

/** A file that was not judged, with the reason. */
export interface LeftOutFile {
  readonly file: string;
  readonly why: string;
}

/** What is in the folders that were named and was not judged; nothing of it is left out in silence. */
export interface LeftOut {
  /** Files that an option or an ignore file leaves out, with the rule. */
  readonly excluded: readonly LeftOutFile[];
  /** Files that hold no manifest, with what they are. */
  readonly noManifests: readonly LeftOutFile[];
  /** Links to folders, which are not followed, as kubectl follows none. */
  readonly links: readonly string[];
}

const MOST_NAMED = 10;

/** What was left out as lines, one a reason. */
export function leftOutLines({ excluded, noManifests, links }: LeftOut): string[] {
  return [
    ...lines('left out', excluded),
    ...lines('no manifests', noManifests),
    ...(links.length === 0
      ? []
      : [`not followed: ${count(links.length, 'link')} to folders: ${named(links)}`]),
  ];
}

/** One line for each reason: an option that leaves out a thousand files is said once. */
function lines(what: string, files: readonly LeftOutFile[]): string[] {
  const byReason = new Map<string, string[]>();
  for (const { file, why } of files) addTo(byReason, why, file);
  return [...byReason].map(
    ([why, names]) => `${what} (${why}): ${count(names.length, 'file')}: ${named(names)}`,
  );
}

function named(names: readonly string[]): string {
  const rest = names.length - MOST_NAMED;
  return `${names.slice(0, MOST_NAMED).join(', ')}${rest > 0 ? `, and ${rest} more` : ''}`;
}
