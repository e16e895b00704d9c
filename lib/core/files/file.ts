import { BulwarkError } from '../errors';
import type { PlainObject } from '../manifest/plain';
import { writeYaml } from '../yaml/write';

/** The folder beside the manifests that files go to: `kubectl apply -f` of the output does not look into it. */
export const FILES_FOLDER = 'files';

/** The folder below an output with a folder for each team: `kubectl apply -f` of the output leaves it alone. */
export const TEAMS_FOLDER = 'teams';

/** What every file says of itself. */
interface Described {
  /** Where it goes, below the folder of files: `kube-apiserver/encryption.yaml`. */
  readonly path: string;
  /** The schema that it is judged by, such as `apiserver.config.k8s.io/v1 EncryptionConfiguration`. */
  readonly schema: string;
}

/** A file that no API server takes as an object: configuration of a node, or of the control plane. */
export type ConfigurationFile = Described &
  (
    | { readonly format: 'yaml' | 'json'; readonly content: PlainObject }
    | { readonly format: 'toml' | 'text'; readonly content: string }
  );

/** The text of a file: the same bytes for the same content. */
export function textOfFile({ format, content }: ConfigurationFile): string {
  if (typeof content === 'string') return content.endsWith('\n') ? content : `${content}\n`;
  return format === 'json' ? `${JSON.stringify(content, undefined, 2)}\n` : writeYaml(content);
}

/** A step of a path: nothing that leads elsewhere, is hidden, or that some system takes for something else. */
const STEP = /^[A-Za-z0-9][-A-Za-z0-9._]{0,99}$/;

/**
 * The files of several models, each once; several may say the same.
 * @throws BulwarkError where a path leads elsewhere, or two files of different content have one path
 */
export function distinctFiles(files: readonly ConfigurationFile[]): ConfigurationFile[] {
  const known = new Map<string, ConfigurationFile>();
  for (const file of files) {
    const { path } = file;
    if (!path.split('/').every((step) => STEP.test(step) && !step.endsWith('.')))
      throw new BulwarkError(`a renderer makes a file ${path}; needs a path below the folder of files`, []);
    const other = known.get(path.toLowerCase());
    if (other === undefined) known.set(path.toLowerCase(), file);
    else if (other.path !== path || textOfFile(other) !== textOfFile(file)) {
      throw new BulwarkError(`two apps make the file ${path}, with different content`, [
        'Fix: give both the same cluster profile, or one of them a run of its own',
      ]);
    }
  }
  const inTheWay = [...known].find(([path]) =>
    [...known.keys()].some((other) => other.startsWith(`${path}/`)),
  );
  if (inTheWay === undefined) return [...known.values()];
  throw new BulwarkError(`${inTheWay[1].path} is a file and a folder`, []);
}
