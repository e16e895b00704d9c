import { addQuantities, formatQuantity, parseQuantity } from '../../../core/manifest/quantity';
import type { Container, Files } from '../../../model/pod';
import { type Text, textFrom } from '../../../model/text';
import type { Problems } from '../../problems';
import type { FilesProp } from '../container/props';

/** A Secret holds 1Mi at most, and each of its files begins a page of memory of its own. Source: Kubernetes documentation, Secrets. */
export const IN_MEMORY = { medium: 'Memory', sizeLimit: '2Mi' } as const;

/** What `install` asks for, with the copies that it writes. */
const MEMORY = '32Mi';
const CPU = '50m';
/** What a container may write elsewhere than into its folders and its log. */
const SLACK = '1Mi';

/** Where the step sees the two folders. */
const FROM = '/mnt/secret';
const TO = '/mnt/copy';

const FIX = `{ privateCopy: secret('tls', ['tls.key']) }`;

/** Says what does not go together where files are copied, and what the step has to know. */
export function checkCopied(
  place: string,
  prop: FilesProp<unknown> | { readonly image?: unknown },
  problems: Problems,
): void {
  if (!('privateCopy' in prop)) {
    if ('image' in prop && prop.image !== undefined)
      problems.add(`${place}.image`, prop.image, 'privateCopy beside it: nothing else runs an image', FIX);
    return;
  }
  const { privateCopy } = prop;
  for (const [field, value] of Object.entries(prop))
    if (!['privateCopy', 'image'].includes(field) && value !== undefined)
      problems.add(`${place}.${field}`, 'a second source', 'privateCopy alone', `remove ${field}`);
  if ('delivered' in privateCopy && 'secret' in privateCopy)
    problems.add(`${place}.privateCopy`, 'a second source', 'one Secret', FIX);
  else if (!('delivered' in privateCopy) && privateCopy.keys === undefined)
    problems.add(`${place}.privateCopy.keys`, undefined, 'the keys to copy: the step names each file', FIX);
}

/** What the container says of the steps that copy for it. */
export interface CopyStep {
  /** Its own image. */
  readonly image: Text;
  readonly logBudget: string;
  readonly imageOf: (field: string, image: unknown) => Text;
}

/**
 * The init container that copies the files of a Secret: no shell, no text that a program would read as code.
 * @param place where the files are declared
 */
export function copyStep(
  place: string,
  copy: {
    readonly name: string;
    readonly of: Files['source'];
    /** Names of the volumes. */
    readonly from: string;
    readonly to: string;
    readonly image: unknown;
  },
  step: CopyStep,
  problems: Problems,
): Container {
  const { of, from, to } = copy;
  const items = 'secret' in of ? (of.secret.items ?? []) : [];
  if (!('secret' in of)) {
    const needs = 'a Secret: the names of the files that a driver mounts are not known here';
    problems.add(`${place}.privateCopy`, 'a mountedSecret', needs, FIX);
  }
  const files = items.map(({ path }) => `${FROM}/${textFrom(path)}`);
  const storage = sum(step.logBudget, SLACK);
  const resources = { cpu: CPU, 'ephemeral-storage': storage, memory: MEMORY };
  return {
    name: copy.name,
    image: copy.image === undefined ? step.image : step.imageOf(`${place}.image`, copy.image),
    ports: [],
    env: [],
    envFrom: [],
    resources: { limits: { ...resources }, requests: { ...resources } },
    scratch: [{ volume: to, path: TO, size: IN_MEMORY.sizeLimit, inMemory: true }],
    files: [{ volume: from, path: FROM, source: of }],
    claims: [],
    probes: {},
    lifecycle: undefined,
    fields: { command: ['install', '-m', '0600', ...files, TO] },
  };
}

/** The log budget of a cluster is a quantity. */
function sum(budget: string, slack: string): string {
  const [left, right] = [parseQuantity(budget), parseQuantity(slack)];
  return left === undefined || right === undefined ? slack : formatQuantity(addQuantities(left, right));
}
