import { dataText } from '../core/manifest/plain';
import type { LoosePort, PortSpec } from '../core/network/route';
import { type Intent, type Party, partyKey } from '../model/intent';

/** Ports that one end opens, each once. */
export class PortSet {
  private readonly ports = new Map<string, PortSpec>();
  private readonly loose = new Map<string, LoosePort>();
  all = false;

  add(ports: readonly PortSpec[], loose: readonly LoosePort[] | 'all'): void {
    for (const port of ports) this.ports.set(textOf(port), port);
    if (loose === 'all') this.all = true;
    else for (const port of loose) this.loose.set(textOf(port), port);
  }

  /** Whether all of these are among them. */
  holds(ports: readonly PortSpec[]): boolean {
    return ports.every((port) => this.ports.has(textOf(port)));
  }

  remove(ports: readonly PortSpec[]): void {
    for (const port of ports) this.ports.delete(textOf(port));
  }

  clear(): void {
    this.ports.clear();
    this.loose.clear();
    this.all = false;
  }

  get isEmpty(): boolean {
    return this.ports.size === 0 && this.loose.size === 0 && !this.all;
  }

  /** The ports as a string, equal for equal sets. */
  get key(): string {
    return [...this.ports.keys(), ...this.loose.keys(), String(this.all)].sort().join();
  }

  /** Those that another set has too, or has not. */
  split(other: PortSet): { readonly both: PortSet; readonly rest: PortSet } {
    const [both, rest] = [new PortSet(), new PortSet()];
    for (const [key, port] of this.ports) (other.ports.has(key) ? both : rest).add([port], []);
    for (const [key, port] of this.loose) (other.loose.has(key) ? both : rest).add([], [port]);
    if (this.all) (other.all ? both : rest).all = true;
    return { both, rest };
  }

  /** They as the ports of a route. */
  ofIntent(): Pick<Intent, 'ports' | 'loose'> {
    const ports = [...this.ports.values()];
    if (this.all) return { ports, loose: 'all' };
    return this.loose.size === 0 ? { ports } : { ports, loose: [...this.loose.values()] };
  }
}

function textOf({ protocol, port, endPort }: LoosePort): string {
  return dataText([protocol, port ?? null, endPort ?? null]);
}

/** What the two ends of each route open, and the routes that come of it. */
export class Openings {
  private readonly pairs = new Map<
    string,
    { readonly from: Party; readonly to: Party; readonly sides: Record<'from' | 'to', PortSet> }
  >();

  /** @param inModel whether a party has policies of its own in the model, so that it would say a route of its own */
  constructor(private readonly inModel: (party: Party) => boolean) {}

  /** What one end opens. */
  add(from: Party, to: Party, saidBy: 'from' | 'to', ports: PortSet): void {
    const key = `${partyKey(from)} ${partyKey(to)}`;
    const pair = this.pairs.get(key) ?? { from, to, sides: { from: new PortSet(), to: new PortSet() } };
    const { ports: numbers, loose = [] } = ports.ofIntent();
    pair.sides[saidBy].add(numbers, loose);
    this.pairs.set(key, pair);
  }

  /** The routes: what both ends open is one, and what one end of the model opens alone is another. */
  intents(): Intent[] {
    return [...this.pairs.values()].flatMap(({ from, to, sides }) => {
      const out = sides.from.split(sides.to);
      const { rest: inward } = sides.to.split(sides.from);
      return [
        ...intentOf(from, to, out.both, undefined),
        ...intentOf(from, to, out.rest, this.inModel(to) ? 'from' : undefined),
        ...intentOf(from, to, inward, this.inModel(from) ? 'to' : undefined),
      ];
    });
  }
}

function intentOf(from: Party, to: Party, ports: PortSet, saidBy: Intent['saidBy']): Intent[] {
  if (ports.isEmpty) return [];
  return [{ from, to, ...ports.ofIntent(), ...(saidBy === undefined ? {} : { saidBy }) }];
}
