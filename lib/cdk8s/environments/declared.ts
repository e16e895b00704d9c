import type { IConstruct } from 'constructs';
import { ownSuppressions } from '../../blueprints/suppressions';
import type { DeclaredSuppression } from '../../core/environments/suppressions';
import type { Suppression } from '../../core/policy/waiver';

/** What the code of an app suppresses, without what its environment does. */
export function declaredIn(app: IConstruct, own: ReadonlySet<Suppression>): DeclaredSuppression[] {
  return app.node.findAll().flatMap((construct) =>
    ownSuppressions(construct)
      .filter((suppression) => !own.has(suppression))
      .map((suppression) => ({ at: construct.node.path, suppression })),
  );
}
