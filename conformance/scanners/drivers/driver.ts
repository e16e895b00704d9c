import type { PlainObject } from '../../../lib/core/manifest/plain';
import type { ExportedSuppression } from '../../../lib/core/report/exporters';
import type { Scanners } from '../build';

/** Objects that are judged together; their namespaces are their own in a group. */
export interface ObjectSet {
  readonly name: string;
  readonly objects: readonly PlainObject[];
}

/** Sets that one run of a program judges, with what is exported to it. */
export interface Group {
  /** Registries that images may come from; empty: any. */
  readonly registries: readonly string[];
  readonly sets: readonly ObjectSet[];
  /** Names of sets that a program which joins objects over namespaces has to be given alone. */
  readonly apart: readonly string[];
  /** What is exported as waivers; empty for a run without any. */
  readonly suppressions: readonly ExportedSuppression[];
  /** The text of Trivy's data file. */
  readonly trivyData: string | undefined;
}

/** A group as files. */
export interface Laid extends Group {
  /** Holds nothing but a folder a set, with one file `objects.yaml`. */
  readonly folder: string;
  /** All objects in one file. */
  readonly all: string;
  /** For what a program is given beside the objects. */
  readonly scratch: string;
  /** First line of each object in the file of its set, by the set's name and as Trivy counts lines. */
  readonly lines: ReadonlyMap<string, readonly number[]>;
}

/** What a program says against one object. */
export interface Found {
  /** The name of the set. */
  readonly set: string;
  /** The id of the check, as the catalogue of controls spells it. */
  readonly check: string;
  /** `Deployment web`; empty where the program names none. */
  readonly object: string;
  readonly message: string;
}

/** What a run of a program came to. */
export interface Scan {
  readonly findings: readonly Found[];
  /** Objects that it says it has judged. */
  readonly objects: number;
  /** Times that a check was evaluated, passed or not. */
  readonly evaluated: number;
}

/** A program that judges objects. */
export interface Driver {
  /** Which ids of the controls are its own; undefined: it judges the schema alone. */
  readonly ids: 'trivy' | 'checkov' | 'kubeScore' | 'kyverno' | 'gatekeeper' | undefined;
  readonly program: string;
  readonly version: string;
  /** @throws Error where the program fails by itself, or where its answer cannot be read */
  scan(group: Laid, scanners: Scanners): Promise<Scan>;
}

/** How an object is named in findings. */
export function nameOf(kind: string, name: string): string {
  return `${kind} ${name}`;
}
