import { objectNameProblems } from '../core/manifest/names';
import type { Text } from '../model/text';
import type { Problems } from './problems';

/** Reads the names of Secrets that images are pulled with. */
export function pullSecrets(names: readonly unknown[], problems: Problems): Text[] {
  return names.map((name, index) => objectName(`imagePullSecrets[${index}]`, name, 'Secret', problems));
}

/** Reads the name of an object that exists already, now or once it is known. */
export function objectName(field: string, name: unknown, kind: string, problems: Problems): Text {
  return problems.leaf(name, (known, deferred) => {
    if (typeof known !== 'string') deferred.add(field, known, `the name of a ${kind}`, `'name'`);
    else deferred.addAll(field, known, objectNameProblems(kind, known), `the name of a ${kind}`);
    return known;
  });
}
