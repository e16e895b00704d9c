import { createHash } from 'node:crypto';

/** Workloads in a namespace, and in a chart of the plain side. */
export const PER_NAMESPACE = 10;

/** The day on which waivers are judged; fixed, so that no measurement depends on the clock. */
export const DAY = '2026-11-21';

/** What all sides build: no leaf of two workloads is equal where it can differ. */
export interface BenchWorkload {
  readonly name: string;
  readonly image: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly port: number;
  readonly path: string;
  /** Millicores. */
  readonly cpu: number;
  /** Mebibytes. */
  readonly memory: number;
  readonly label: string;
  /** UID and GID: so many hashes of names would collide. */
  readonly user: number;
}

/** A namespace with its workloads; each calls the one before it. */
export interface BenchNamespace {
  readonly name: string;
  readonly workloads: readonly BenchWorkload[];
}

/** The workloads of one measurement, ten a namespace. */
export function namespaces(count: number): BenchNamespace[] {
  const made: BenchNamespace[] = [];
  for (let first = 0; first < count; first += PER_NAMESPACE) {
    const last = Math.min(count, first + PER_NAMESPACE);
    const workloads = Array.from({ length: last - first }, (_, offset) => workload(first + offset));
    made.push({ name: `team-${made.length}`, workloads });
  }
  return made;
}

function workload(index: number): BenchWorkload {
  const digest = createHash('sha256').update(`image ${index}`).digest('hex');
  return {
    name: `service-${index}`,
    image: `registry.example.com/team/service-${index}:1.${index}.0@sha256:${digest}`,
    args: [`--shard=${index}`, `--region=zone-${index}`],
    env: {
      CACHE_SIZE: String(1000 + index),
      FEATURES: `search-${index},basket-${index}`,
      GREETING: `Welcome to service number ${index}`,
      LOG_LEVEL: `info-${index}`,
    },
    port: 12_000 + (index % 50_000),
    path: `/healthz/${index}`,
    cpu: 10 + (index % 3900),
    memory: 16 + (index % 8000),
    label: `tier-${index}`,
    user: 10_001 + index,
  };
}
