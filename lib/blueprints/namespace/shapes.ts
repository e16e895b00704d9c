import { WAIVERS } from '../../core/policy/waiver-shape';
import {
  either,
  flag,
  listOf,
  mapOf,
  number,
  objectOf,
  oneOf,
  type ShapeTable,
  text,
} from '../../core/shape';
import type { LimitProps, NamespaceProps, QuotaProps } from './props';

const CPU = { ...text, needs: 'a quantity', sample: `'500m'` };
const BYTES = { ...text, needs: 'a quantity', sample: `'256Mi'` };
const AMOUNTS = { cpu: CPU, memory: BYTES, ephemeralStorage: BYTES };

const QUOTA: ShapeTable<QuotaProps> = {
  cpu: CPU,
  memory: BYTES,
  pods: number,
  configMaps: number,
  secrets: number,
};

const LIMITS: ShapeTable<LimitProps> = { ...AMOUNTS, max: objectOf(AMOUNTS), min: objectOf(AMOUNTS) };

/** What the props of a namespace look like, in both front ends. */
export const NAMESPACE: ShapeTable<NamespaceProps> & {
  readonly [Field in 'existing' | 'waivers']: typeof flag;
} = {
  name: text,
  quota: either(objectOf(QUOTA), oneOf(false)),
  limits: either(objectOf(LIMITS), oneOf(false)),
  cpuLimits: oneOf('refused'),
  podSecurity: text,
  labels: mapOf(text),
  annotations: mapOf(text),
  imagePullSecrets: listOf(text),
  existing: flag,
  waivers: WAIVERS,
};
