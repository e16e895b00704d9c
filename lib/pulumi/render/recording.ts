import type { PlainObject } from '../../core/manifest/plain';

/** A Kubernetes object that a Pulumi program registered. */
export interface RenderedResource {
  /** What names it in the stack, as `pulumi up` would. */
  readonly urn: string;
  /** Its type, such as `kubernetes:apps/v1:Deployment`. */
  readonly type: string;
  /** Its name in the program, which is not that of the object. */
  readonly name: string;
  /** The URN of its parent; undefined for the stack's own children. */
  readonly parent?: string;
  /** Whether it changes an object that exists already (`ServiceAccountPatch` and its like) and makes none. */
  readonly patch: boolean;
  /** Whether the program gave the object no name, so that Pulumi makes one up. */
  readonly autonamed: boolean;
  /** The name that stands for the one which Pulumi or the API server makes up; the same in every rendering. */
  readonly madeUp?: string;
  /** Its resolved inputs. Secrets are in plain text; what a preview does not know is an opaque leaf. */
  readonly manifest: PlainObject;
  /** Where the inputs are secret: the keys and indexes of each place. All below it is secret too. */
  readonly secrets: readonly (readonly (string | number)[])[];
}

/** A resource whose objects only its provider can make, so that nothing can be said of them. */
export interface UninspectedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly reason: string;
  /** What stands for its objects when the program is judged. */
  readonly manifest: PlainObject;
  /** The URN of its parent; undefined for the stack's own children. */
  readonly parent?: string;
}

/** What the mocks recorded. */
export interface Recording {
  /** In the order in which the program constructed them. */
  readonly resources: readonly RenderedResource[];
  readonly uninspected: readonly UninspectedResource[];
}

/** Answers of providers other than that of Kubernetes. Without one, a resource gets its inputs as outputs. */
export interface ProviderAnswers {
  /** Outputs of a resource that is none of Kubernetes, such as the result of a `RandomPassword`. */
  readonly resource?: (resource: {
    readonly type: string;
    readonly name: string;
    readonly inputs: PlainObject;
  }) => PlainObject | Promise<PlainObject> | undefined;
  /** The result of a function of a provider, such as `aws:index/getRegion:getRegion`. */
  readonly call?: (call: {
    readonly token: string;
    readonly inputs: PlainObject;
  }) => PlainObject | Promise<PlainObject> | undefined;
}

/** The stack that a program runs in. */
export interface StackOptions {
  /** @default 'project' */
  readonly project?: string;
  /** @default 'stack' */
  readonly stack?: string;
  /** @default 'organization' */
  readonly organization?: string;
  /** Configuration. A key without a colon belongs to the project. @default none */
  readonly config?: Readonly<Record<string, string>>;
  /** Keys of the configuration whose values are secrets. @default none */
  readonly secrets?: readonly string[];
  /** Whether to run as `pulumi preview` does, so that what only an update knows is unknown. @default false */
  readonly preview?: boolean;
  /** @default outputs are inputs; calls fail */
  readonly providers?: ProviderAnswers;
}
