import { WAIVERS } from '../../core/policy/waiver-shape';
import { flag, listOf, mapOf, number, objectOf, type ShapeTable, text } from '../../core/shape';
import { optOutOr } from '../opt-out';
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
  quota: optOutOr(false, objectOf(QUOTA)),
  limits: optOutOr(false, objectOf(LIMITS)),
  cpuLimits: optOutOr('refused'),
  podSecurity: text,
  labels: mapOf(text),
  annotations: mapOf(text),
  imagePullSecrets: listOf(text),
  existing: flag,
  waivers: WAIVERS,
};
