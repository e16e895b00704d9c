import { type Output, type Resource, runtime } from '@pulumi/pulumi';
import { ownSuppressions, suppressionsOf as suppressionsAt } from '../../blueprints/suppressions';
import { isPlain, stringAt } from '../../core/manifest/plain';
import type { Suppression } from '../../core/policy/waiver';
import type { MadeUpNames } from '../../stack/made-up-names';
import { givenAbove } from '../app/app-wide';
import { promisedValue } from '../internals';
import type { GivenByApp } from '../raw/join-pod';
import { isRaw } from '../raw/raw';
import { parentOf } from '../tree';
import { typesAbove, urnOf } from '../urn';

/** The resources that a program itself made, by URN, from the moment on at which someone asked for them. */
export class Constructed {
  private readonly byUrn = new Map<string, Resource>();
  private readonly list: Resource[] = [];

  constructor() {
    if (runtime.getStackResource() === undefined) return;
    runtime.registerStackTransformation(({ resource, type, name, opts }) => {
      const parent = opts.parent === resource ? undefined : opts.parent;
      this.byUrn.set(urnOf(typesAbove(parent), type, name), resource);
      this.list.push(resource);
      return undefined;
    });
  }

  /** All of them, in order; grows while the program runs. */
  get all(): readonly Resource[] {
    return this.list;
  }

  /** The waivers attached to a resource and to those above it. Of a child of a remote component: to the component. */
  suppressionsOf(urn: string, parent: string): readonly Suppression[] {
    const resource = this.byUrn.get(urn) ?? this.byUrn.get(parent);
    return resource === undefined ? [] : suppressionsAt(resource, parentOf);
  }

  /**
   * What the app above a resource gives to its pods; undefined where there is none.
   * @returns with it whether the resource has joined the app already, as all do that the program itself made
   */
  givenTo(urn: string, parent: string): (GivenByApp & { readonly joined: boolean }) | undefined {
    const own = this.byUrn.get(urn);
    const given = givenAbove(own ?? this.byUrn.get(parent));
    return given === undefined ? undefined : { ...given, joined: own !== undefined };
  }

  /** The waivers that are at resources which no component of ours judges. */
  get declared(): readonly Suppression[] {
    return [...new Set(this.list.filter(isRaw).flatMap(ownSuppressions))];
  }

  /** Learns what Pulumi called the objects that have no name, as soon as it is known. */
  learnInto(names: MadeUpNames): void {
    runtime.registerStackTransformation(({ resource, type, name, props }) => {
      if (!type.startsWith('kubernetes:') || !isUnnamed(props)) return undefined;
      // Its outputs are there once its constructor has ended.
      Promise.resolve()
        .then(() => nameOf(resource))
        .then((madeUp) => {
          if (madeUp !== undefined) names.learn(madeUp, name);
        })
        // A resource that is refused has no name.
        .catch(() => undefined);
      return undefined;
    });
  }
}

function isUnnamed(props: unknown): boolean {
  const metadata = isPlain(props) ? props.metadata : undefined;
  return !isPlain(metadata) || metadata.name === undefined;
}

/** The name of the object that a resource made. */
async function nameOf(resource: Resource): Promise<string | undefined> {
  const metadata: Output<unknown> | undefined = Reflect.get(resource, 'metadata');
  const known = metadata === undefined ? undefined : await promisedValue(metadata);
  return isPlain(known) ? stringAt(known, 'name') : undefined;
}
