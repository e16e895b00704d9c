import { type ConfigurationFile, distinctFiles, FILES_FOLDER, textOfFile } from '../core/files/file';

/**
 * Configuration files by the names under which they are written.
 * @throws BulwarkError where two have one path, or a path leads elsewhere
 */
export function planConfiguration(files: readonly ConfigurationFile[]): Map<string, string> {
  return new Map(
    distinctFiles(files)
      .map((file) => [`${FILES_FOLDER}/${file.path}`, textOfFile(file)] as const)
      .sort(byName),
  );
}

function byName([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1;
}
