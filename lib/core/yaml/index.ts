export { decodeText } from './encoding';
export {
  checkManifest,
  type ManifestDocument,
  type ManifestHead,
  manifestsOf,
  readManifests,
} from './manifests';
export type { DocumentPlaces } from './places';
export { type PlacedDocument, readPlaced, readYaml } from './read';
export type { YamlDocument, YamlProblem, YamlReading } from './types';
export { writeDocuments, writeYaml, YamlWriteError } from './write';
