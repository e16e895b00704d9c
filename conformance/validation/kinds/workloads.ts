import { containers } from '../../../test/core/validation/tables/containers';
import { env } from '../../../test/core/validation/tables/env';
import { jobs } from '../../../test/core/validation/tables/jobs';
import { mounts } from '../../../test/core/validation/tables/mounts';
import { resources } from '../../../test/core/validation/tables/resources';
import { scheduling } from '../../../test/core/validation/tables/scheduling';
import { security } from '../../../test/core/validation/tables/security';
import { volumes } from '../../../test/core/validation/tables/volumes';
import { workloads } from '../../../test/core/validation/tables/workloads';
import type { Generator } from '../cases';
import { changesByChance } from './by-chance';
import { FULL } from './full';
import { ofTables } from './tables';

/** How many changes by chance are tried on each object that has nearly everything. */
const BY_CHANCE = 700;

const tables = [containers, env, jobs, mounts, resources, scheduling, security, volumes, workloads].flat();

/** Pods and what runs them: the tables of the tests, and objects that have nearly everything, changed by chance. */
export const workloadKinds: readonly Generator[] = [
  ofTables(tables),
  {
    bases: FULL,
    changes: Object.fromEntries(
      Object.entries(FULL).map(([name, base], index) => [name, changesByChance(base, BY_CHANCE, index)]),
    ),
  },
];
