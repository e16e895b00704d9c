/** Names that the package had before, read until 1.0. Each says once what it is called now. */

import { evaluate, exportedSuppressions } from './calls';
import { compilePolicy } from './core/engine/compiled-policy';
import { noteFormer } from './host/former';

/** A function under its former name. */
function former<Args extends readonly unknown[], Result>(
  name: string,
  now: string,
  run: (...args: Args) => Result,
): (...args: Args) => Result {
  return (...args) => {
    noteFormer(`${name} is called ${now} now; the former name works until 1.0`);
    return run(...args);
  };
}

/** @deprecated it is called {@link compilePolicy} now; works until 1.0 */
export const engineOf = former('engineOf', 'compilePolicy', compilePolicy);

/** @deprecated it is called {@link evaluate} now; works until 1.0 */
export const judge = former('judge', 'evaluate', evaluate);

/** @deprecated it is called {@link exportedSuppressions} now; works until 1.0 */
export const exemptionsOf = former('exemptionsOf', 'exportedSuppressions', exportedSuppressions);

export type {
  /** @deprecated it is called `CompiledPolicy` now; works until 1.0 */
  CompiledPolicy as Engine,
} from './core/engine/compiled-policy';
export type {
  /** @deprecated it is called `SuppressedFinding` now; works until 1.0 */
  SuppressedFinding as ExcusedFinding,
} from './core/engine/finding';
export type {
  /** @deprecated it is called `EvaluateOptions` now; works until 1.0 */
  EvaluateOptions as JudgeOptions,
} from './core/engine/suppressions';
export type {
  /** @deprecated it is called `OptOut` now; works until 1.0 */
  OptOut as Concession,
  /** @deprecated it is called `Suppression` now; works until 1.0 */
  Suppression as Excuse,
} from './core/policy/waiver';
export type {
  /** @deprecated it is called `ExportedSuppression` now; works until 1.0 */
  ExportedSuppression as Exemption,
} from './core/report/exporters';
