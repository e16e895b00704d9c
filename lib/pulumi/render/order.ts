import { isPlain } from '../../core/manifest/plain';
import type { StackOptions } from './recording';

/** The variable through which `bulwark synth` tells a program how to be rendered. */
export const ORDER_VARIABLE = 'BULWARK_PULUMI';

/** What `bulwark synth` orders. */
export interface RenderOrder extends StackOptions {
  /** Folder that the files go to. */
  readonly out: string;
  /** Whether secrets go into the files. @default false: a mark stands for each */
  readonly showSecrets?: boolean;
}

/** Reads the order; undefined where there is none. */
export function readOrder(text: string | undefined): RenderOrder | undefined {
  if (text === undefined || text === '') return undefined;
  const value: unknown = JSON.parse(text);
  return isOrder(value) ? value : undefined;
}

function isOrder(value: unknown): value is RenderOrder {
  if (!isPlain(value) || !isPlain(value.config) || !Array.isArray(value.secrets)) return false;
  const strings = [value.out, value.project, value.stack, ...Object.values(value.config), ...value.secrets];
  return strings.every((text) => typeof text === 'string');
}
