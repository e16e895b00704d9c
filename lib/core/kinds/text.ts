import { readYaml } from '../yaml/read';

/** A key of YAML or JSON that holds containers, and one that holds an image: at the start of a line, or after a bracket or comma. */
const CONTAINERS =
  /(?:^|[\n{,[])[ \t-]*["']?(?:[A-Za-z]*[cC]ontainers?|scripts?|sidecars?|steps?)["']?[ \t]*:(?=[\s[{]|$)/;
const IMAGE = /(?:^|[\n{,[])[ \t-]*["']?image["']?[ \t]*:[ \t]*\S/;

/** Whether a string names containers and an image as YAML and JSON do: cheap, and true of every text that holds some. */
export function namesContainersAndImage(text: string): boolean {
  return CONTAINERS.test(text) && IMAGE.test(text);
}

/** Whether a string may hold further strings, in which line breaks and quotes are escaped, that do so. */
export function mayHoldTexts(text: string): boolean {
  return /\\[n"]/.test(text) && /containers?|scripts?|sidecars?|steps?/i.test(text) && text.includes('image');
}

/**
 * The values that a string holds as YAML or JSON; undefined where it cannot be read as such, as a template with braces of
 * its own.
 */
export function valuesIn(text: string): readonly unknown[] | undefined {
  const { documents, problems } = readYaml(text);
  return problems.length > 0 ? undefined : documents.map(({ value }) => value);
}
