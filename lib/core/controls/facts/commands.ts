import { listAt } from '../../manifest/plain';
import type { Container, Pod } from '../../manifest/pod';
import imagePrograms from './image-programs.json';
import programs from './root-programs.json';

/** Programs that only root can run with effect, and what they do. */
const ROOT_PROGRAMS: ReadonlyMap<string, string> = new Map(Object.entries(programs));

/** Programs that write into the image, and what they do. */
const IMAGE_CHANGERS: ReadonlyMap<string, string> = new Map(Object.entries(imagePrograms));

/** Programs after which files have an owner that the manifest does not say. */
const OWNER_PROGRAMS: ReadonlySet<string> = new Set(['chown', 'chgrp']);

const BETWEEN_WORDS = /[\s;|&(){}<>"'`=]+/;

/** The strings of a container's command and arguments. */
export function commandTexts(container: Container): string[] {
  return [...listAt(container.spec, 'command'), ...listAt(container.spec, 'args')].filter(
    (item): item is string => typeof item === 'string',
  );
}

/** The words of a container's command and arguments, those of a shell script among them; programs without their folder. */
export function commandWords(container: Container): string[] {
  return commandTexts(container)
    .flatMap((text) => text.split(BETWEEN_WORDS))
    .map((word) => /^(?:\/usr(?:\/local)?)?\/s?bin\/([^/]+)$/.exec(word)?.[1] ?? word);
}

/** A program that the command of a container calls and that needs root, as a phrase: `chown changes the owner of files`. */
export function rootProgram(container: Container): string | undefined {
  for (const word of commandWords(container)) {
    const does = ROOT_PROGRAMS.get(word);
    if (does !== undefined) return `${word} ${does}`;
  }
  return undefined;
}

/** A program that the command of a container calls and that writes into the image, as a phrase. */
export function imageChanger(container: Container): string | undefined {
  for (const word of commandWords(container)) {
    const does = IMAGE_CHANGERS.get(word);
    if (does !== undefined) return `${word} ${does}`;
  }
  return undefined;
}

/** The container of a pod that changes the owner of files: they then belong to a user whom the manifest does not name. */
export function ownerChanger(pod: Pod): Container | undefined {
  return pod.containers.find((container) => commandWords(container).some((word) => OWNER_PROGRAMS.has(word)));
}

/** Whether the command of a container calls a program by this name. */
export function calls(container: Container, program: string): boolean {
  return commandWords(container).includes(program);
}
