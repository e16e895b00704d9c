import type { KindProblem, UnseenPart } from '../kinds/problems';
import type { ObjectRef } from './identity';
import type { PlainObject } from './plain';
import type { Pod } from './pod';

/** An object of a set, with what is asked of it again and again. */
export interface Entry {
  readonly manifest: PlainObject;
  readonly ref: ObjectRef;
  /** The pods that it carries; most kinds carry one or none, some custom resources several. */
  readonly pods: readonly Pod[];
  /** The first of them; undefined where there is none. What holds of every pod is asked of {@link pods}. */
  readonly pod: Pod | undefined;
  /** Of a custom resource: why nobody can say what it carries; undefined where it is known. */
  readonly unjudged: KindProblem | undefined;
  /** Of a custom resource: its pod templates, as they are in it. */
  readonly templates: readonly Template[];
  /** Of a custom resource: parts of its pods that nobody can read. */
  readonly unseen: readonly UnseenPart[];
  /** Where it comes from, for messages. */
  readonly origin: Origin;
  /** Whether a blueprint of ours made it: what it refers to must be there too. */
  readonly ours: boolean;
  /** Whether its name only stands for one that someone makes up, so that another object with the same is another one. */
  readonly autonamed: boolean;
  /** Whether a string in it is one that its program says is secret; undefined where nobody says so of any. */
  readonly isSecret: ((text: string) => boolean) | undefined;
}

const NO_PODS: readonly Pod[] = Object.freeze([]);
const NO_TEMPLATES: readonly Template[] = Object.freeze([]);
const NOT_UNSEEN: readonly UnseenPart[] = Object.freeze([]);

/**
 * An object without pods, of which nobody says anything: as most of a large set are. What is the same for all of these is
 * kept in none of them.
 */
export class PodlessEntry implements Entry {
  constructor(
    readonly manifest: PlainObject,
    readonly ref: ObjectRef,
    readonly origin: Origin,
  ) {}

  get pods(): readonly Pod[] {
    return NO_PODS;
  }
  get pod(): undefined {
    return undefined;
  }
  get unjudged(): undefined {
    return undefined;
  }
  get templates(): readonly Template[] {
    return NO_TEMPLATES;
  }
  get unseen(): readonly UnseenPart[] {
    return NOT_UNSEEN;
  }
  get ours(): boolean {
    return false;
  }
  get autonamed(): boolean {
    return false;
  }
  get isSecret(): undefined {
    return undefined;
  }
}

/** The spec of a pod template. */
export interface Template {
  readonly spec: PlainObject;
  readonly path: string;
}

/** Where an object comes from. */
export interface Origin {
  /** Path of the construct. */
  readonly construct?: string;
  readonly file?: string;
  readonly line?: number;
}
