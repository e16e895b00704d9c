import type { CompiledPolicy } from '../core/engine/compiled-policy';
import type { Judgement } from '../core/engine/finding';
import type { Report } from '../core/report/report';
import type { Loaded } from './manifests';
import type { RunReport } from './run-report';

/** What there is to tell of the files, or of those of one environment. */
export interface Told extends Pick<Loaded, 'leftOut' | 'problems'> {
  readonly environment: string | undefined;
  readonly compiled: CompiledPolicy;
  readonly judgement: Judgement;
  /** The report without its findings: they are told one by one, as there may be very many. */
  readonly report: Report;
  readonly run: RunReport | undefined;
  /** Why the report of the run does not fit the files. */
  readonly wrong: readonly string[];
  /** Which sets were judged, as lines. */
  readonly sets: readonly string[];
}
