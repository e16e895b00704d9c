import { isPlain, type PlainObject } from '../../manifest/plain';
import { objectControl } from '../control';
import { fill } from '../draft';
import { metadataMap } from './shared/draft';

/** Parameters of `contact-annotation`; the address is that of the policy. */
export interface Contact {
  /** Whom to write to; the control is not in force without one. */
  readonly email: string | undefined;
}

const params: Contact = { email: undefined };

/** In force where the policy names an address. */
export const contactAnnotation = objectControl({
  id: 'contact-annotation',
  title: 'Workloads name a contact',
  category: 'workload',
  severity: 'medium',
  why: 'A vulnerability is fixed sooner if the workload says whom to inform.',
  fix: 'metadata: { annotations: { email: team-shop@example.com } }',
  code: "policy: restricted({ email: 'team-shop@example.com' }), in the props of the app",
  refs: {
    kubeLinter: ['required-annotation-email'],
    kyverno: ['require-annotations'],
    gatekeeper: ['requiredannotations'],
  },
  params,
  kinds: ['Deployment', 'StatefulSet', 'DaemonSet'],
  active(context) {
    return context.params.email !== undefined;
  },
  check({ metadata }, report) {
    const annotations = isPlain(metadata) ? metadata.annotations : metadata;
    const found = isPlain(annotations) ? annotations.email : annotations;
    if (typeof found === 'string' && /^[^@\s]+@[^@\s]+$/.test(found)) return;
    report({ path: 'metadata.annotations.email', found: found ?? undefined, needs: 'an e-mail address' });
  },
  harden(manifest, context) {
    const annotations = metadataMap(manifest, 'annotations');
    if (annotations !== undefined && context.params.email !== undefined)
      fill(annotations, 'email', context.params.email);
  },
  writes: [{ field: 'metadata.annotations.email', harmless: 'No controller reads this annotation.' }],
  examples: {
    good: [
      { params: { email: 'team-shop@example.com' }, objects: [workload({ email: 'team-web@example.com' })] },
    ],
    bad: [
      { params: { email: 'team-shop@example.com' }, objects: [workload({})] },
      { params: { email: 'team-shop@example.com' }, objects: [workload({ email: 'team-web' })] },
    ],
  },
});

function workload(annotations: PlainObject): PlainObject {
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', annotations } };
}
