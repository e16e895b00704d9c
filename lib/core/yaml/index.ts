export { readYaml } from './read';
export type { YamlDocument, YamlProblem, YamlReading } from './types';
