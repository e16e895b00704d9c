import { DUMP_COMMAND, discover, type Unknown } from '../core/cluster/discover';
import { parseCluster } from '../core/cluster/parse';
import { writeYaml } from '../core/yaml';
import { type Io, OK, UsageError } from './io';
import { loadWhole } from './manifests';

/** Options of `bulwark profile`. */
export interface ProfileOptions {
  /** The file with the dump, or `-`; true, where no file is named, is `-`. */
  readonly fromCluster?: string | true;
}

/**
 * `bulwark profile --from-cluster DUMP`: the profile of a cluster that runs, from what kubectl says about it, as the file that
 * `--cluster` takes. Without a dump it prints the command that makes one. Asks no cluster itself.
 * @returns the exit code: 0
 * @throws UsageError for a dump that cannot be read, and for one without nodes and Services
 */
export async function profile({ fromCluster }: ProfileOptions, io: Io): Promise<number> {
  if (fromCluster === undefined) {
    io.stdout.lines([
      `${DUMP_COMMAND} > dump.json`,
      'bulwark profile --from-cluster dump.json > cluster.yaml',
    ]);
    return OK;
  }
  const file = fromCluster === true ? '-' : fromCluster;
  const { objects } = await loadWhole([file], io);
  const found = discover(objects.map(({ manifest }) => manifest));
  if (found === undefined)
    throw new UsageError([`${file}: found no nodes and no Services; needs the output of: ${DUMP_COMMAND}`]);
  const { problems } = parseCluster(found.fields);
  if (problems.length > 0) throw new UsageError(problems.map((problem) => `${file}: ${problem}`));
  const unknown = found.unknown.map(lineOf);
  io.stdout.lines([
    '# The profile of a cluster, read from its objects by bulwark profile. Not known, so that you have to look:',
  ]);
  io.stdout.lines(unknown.map((line) => `#   ${line}`));
  io.stdout.yaml(writeYaml(found.fields));
  io.stderr.lines(unknown.map((line) => `bulwark: not known: ${line}`));
  return OK;
}

function lineOf({ field, why }: Unknown): string {
  return `${field}: ${why}`;
}
