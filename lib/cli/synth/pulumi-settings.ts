import { isPlain, type PlainObject } from '../../core/manifest/plain';
import { UsageError } from '../io';

/** The settings of a stack, collected from its files and the command line; the later wins. */
export class Settings {
  /** Values by full key, such as `shop:replicas`. */
  readonly config: Record<string, string> = {};
  /** Keys whose values only the secrets provider of the stack can read. */
  readonly encrypted = new Set<string>();
  /** Keys of secrets whose values the command line gives. */
  readonly secrets = new Set<string>();

  constructor(private readonly project: string) {}

  /** `config` of `Pulumi.yaml`: values, or declarations that hold one. */
  addProject(settings: PlainObject): void {
    for (const [key, value] of Object.entries(settings)) {
      const chosen = isPlain(value) ? (value.value ?? value.default) : value;
      if (chosen !== undefined && chosen !== null) this.set(key, chosen);
    }
  }

  /** `config` of `Pulumi.<stack>.yaml`. */
  addStack(settings: PlainObject): void {
    for (const [key, value] of Object.entries(settings)) {
      if (isPlain(value) && 'secure' in value) this.encrypted.add(this.keyOf(key));
      else this.set(key, value);
    }
  }

  /**
   * `key=value` of the command line.
   * @throws UsageError where one is none
   */
  addPairs(pairs: readonly string[]): void {
    for (const pair of pairs) {
      const at = pair.indexOf('=');
      if (at <= 0) throw new UsageError([`--config: found ${JSON.stringify(pair)}; needs key=value`]);
      this.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }

  /** Pulumi hands values to a program as strings; lists and maps as JSON. */
  private set(key: string, value: unknown): void {
    this.config[this.keyOf(key)] = typeof value === 'string' ? value : JSON.stringify(value);
    if (this.encrypted.delete(this.keyOf(key))) this.secrets.add(this.keyOf(key));
  }

  /** A key without a colon belongs to the project. */
  private keyOf(key: string): string {
    return key.includes(':') ? key : `${this.project}:${key}`;
  }
}
