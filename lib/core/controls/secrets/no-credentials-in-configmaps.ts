import type { Entry } from '../../manifest/manifest-set';
import { isOpaque, objectAt, type PlainObject } from '../../manifest/plain';
import { type SetReport, setControl } from '../control';
import { credentialIn } from './shared/credentials';

const NEEDS = 'no credential: who may read the namespace may read its ConfigMaps';

function checkField(entry: Entry, field: 'data' | 'binaryData', report: SetReport): void {
  for (const [key, value] of Object.entries(objectAt(entry.manifest, field) ?? {})) {
    const path = /[./]/.test(key) ? `${field}["${key}"]` : `${field}.${key}`;
    if (isOpaque(value)) report(entry, { path, found: value, needs: NEEDS, finding: key });
    if (typeof value !== 'string') continue;
    const found =
      entry.isSecret?.(value) === true
        ? 'a value that the program says is secret'
        : inText(field, key, value);
    if (found === undefined) continue;
    report(entry, { path, found: `${found}, which is not shown`, needs: NEEDS, finding: key });
  }
}

/** A file is judged by what it holds, a single value by its key too. */
function inText(field: string, key: string, value: string): string | undefined {
  if (field !== 'data') return undefined;
  return credentialIn(value.trim().includes('\n') ? undefined : key, value);
}

/** The value never is in the finding. Source: Trivy KSV-0109; Polaris sensitiveConfigmapContent; OWASP Kubernetes Top Ten K03. */
export const noCredentialsInConfigmaps = setControl({
  id: 'no-credentials-in-configmaps',
  title: 'No ConfigMap contains credentials',
  category: 'secrets',
  severity: 'high',
  why: 'ConfigMaps are usually not encrypted at rest, and far more people and programs can read them than Secrets. Their text is in git and in the output of every build.',
  fix: 'use a Secret, and mount that in place of the ConfigMap',
  code: "files: { '/etc/app': { secret: 'settings' } }",
  breaks: 'Values that only look like credentials: waive the finding for that key.',
  refs: { owasp: ['K03'] },
  alone: true,
  check(set, report) {
    for (const entry of set.ofKind('ConfigMap')) {
      checkField(entry, 'data', report);
      checkField(entry, 'binaryData', report);
    }
  },
  examples: {
    good: [
      { objects: [configMap({ LOG_LEVEL: 'info' })] },
      { note: 'where it is, not what it is', objects: [configMap({ 'password-file': '/run/secrets/db' })] },
      {
        note: 'a file that names a key',
        objects: [configMap({ 'app.yaml': 'token:\n  path: /run/token\n' })],
      },
    ],
    bad: [
      { note: 'by its key', objects: [configMap({ 'db-password': 'not-a-real-one' })] },
      {
        note: 'by its form',
        objects: [configMap({ 'app.yaml': 'db:\n  url: postgres://app:example@db/app\n' })],
      },
    ],
  },
});

function configMap(data: PlainObject): PlainObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'shop' }, data };
}
