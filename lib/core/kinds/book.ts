import { once } from '../once';
import type { KindRecord, RecordSource } from './record';

/** A record, with who says it. */
export interface Entered {
  readonly record: KindRecord;
  readonly source: RecordSource;
}

type ByName = ReadonlyMap<string, readonly Entered[]>;

/**
 * The records of kinds, by group and kind. Immutable. Of several about one kind the last one of the policy counts;
 * without one, what we know counts before what a definition in the set says, but where only the definition has pods.
 */
export class RecordBook {
  /** @param entries asked when a kind is first looked for */
  constructor(private readonly entries: () => ByName = () => new Map()) {}

  /**
   * A book that has these records too.
   * @param records asked when a kind is first looked for: most sets hold kinds of Kubernetes alone
   */
  with(records: () => readonly KindRecord[], source: RecordSource): RecordBook {
    return new RecordBook(once(() => joined(this.entries(), records(), source)));
  }

  /** What is said of a kind in a version, or undefined where nobody says anything. */
  find(group: string, version: string, kind: string): Entered | undefined {
    for (const name of namesOf(group, kind)) {
      const found = this.entries()
        .get(name)
        ?.filter(({ record }) => record.version === undefined || record.version === version);
      const first = found === undefined ? undefined : chosen(found);
      if (first !== undefined) return first;
    }
    return undefined;
  }
}

function joined(entries: ByName, records: readonly KindRecord[], source: RecordSource): ByName {
  const added = new Map<string, Entered[]>();
  for (const record of records) {
    const name = nameOf(record.group, record.kind);
    const list = added.get(name);
    if (list === undefined) added.set(name, [...(entries.get(name) ?? []), { record, source }]);
    else list.push({ record, source });
  }
  return new Map([...entries, ...added]);
}

function chosen(found: readonly Entered[]): Entered | undefined {
  const of = (source: RecordSource): Entered | undefined =>
    found.findLast((entry) => entry.source === source);
  const known = of('known');
  const definition = of('definition');
  const said = known !== undefined && (known.record.pods.length > 0 || definition === undefined);
  return of('policy') ?? (said ? known : (definition ?? known));
}

/** The names that a kind may are under: its own, all of its group, all of the groups above. */
function* namesOf(group: string, kind: string): Iterable<string> {
  yield nameOf(group, kind);
  yield nameOf(group, '*');
  for (let dot = group.indexOf('.'); dot >= 0; dot = group.indexOf('.', dot + 1)) {
    const above = `*${group.slice(dot)}`;
    yield nameOf(above, kind);
    yield nameOf(above, '*');
  }
}

function nameOf(group: string, kind: string): string {
  return `${group}/${kind}`;
}
