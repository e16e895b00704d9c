import { type EncryptionProfile, keysOf } from '../../core/cluster/encryption';
import { FILL_SCRIPT } from '../../core/files/fill-script';
import type { FileArtifact } from '../renderer';

/** The variables that hold the keys of a profile, sorted; a program beside the API server keeps its own. */
function variablesOf(profile: EncryptionProfile): string[] {
  const local = keysOf(profile).flatMap((key) => {
    if ('kms' in key) return [];
    return ['secretbox' in key ? key.secretbox.variable : key.aescbc.variable];
  });
  return [...new Set(local)].sort();
}

/**
 * The script that fills the keys on a node, where there are any to fill. The file is there whole or not at all, for root alone; keys are
 * in no argument and no message.
 */
export function fillScript(profile: EncryptionProfile): FileArtifact[] {
  const variables = variablesOf(profile);
  if (variables.length === 0) return [];
  return [
    {
      form: 'file',
      format: 'text',
      path: 'kube-apiserver/fill-encryption.sh',
      schema: FILL_SCRIPT.id,
      content: scriptFor(variables),
    },
  ];
}

function scriptFor(variables: readonly string[]): string {
  const lines = [
    '#!/bin/sh',
    '# Fills the keys of an EncryptionConfiguration on a control plane node.',
    '# Usage: fill-encryption.sh encryption.yaml /etc/kubernetes/encryption.yaml',
    `# Takes 32 bytes in base64 from each of: ${variables.join(' ')}`,
    'set -eu',
    'umask 077',
    `template=\${1:?the file of Bulwark} target=\${2:?the file that the API server reads}`,
    'wrong=0',
    'check() {',
    `  if [ "$(printf %s "$2" | base64 -d 2>/dev/null | wc -c)" -ne 32 ] || [ "\${#2}" -ne 44 ]; then`,
    '    printf \'%s: needs 32 bytes in base64\\n\' "$1" >&2',
    '    wrong=1',
    '  fi',
    '}',
    ...variables.map((name) => `check ${name} "\${${name}-}"`),
    '[ "$wrong" -eq 0 ] || exit 1',
    `export ${variables.join(' ')}`,
    'draft=$(mktemp "$target.XXXXXX")',
    'trap \'rm -f "$draft"\' EXIT',
    "awk '{ while (match($0, /[$][{][A-Z0-9_]+[}]/)) {",
    '  name = substr($0, RSTART + 2, RLENGTH - 3)',
    '  if (!(name in ENVIRON)) { print name ": is not a key of this file" > "/dev/stderr"; exit 1 }',
    '  $0 = substr($0, 1, RSTART - 1) ENVIRON[name] substr($0, RSTART + RLENGTH)',
    '} print }\' "$template" > "$draft"',
    'chmod 600 "$draft"',
    'mv -f "$draft" "$target"',
  ];
  return `${lines.join('\n')}\n`;
}
