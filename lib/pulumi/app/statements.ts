import type { TrafficPeer } from '../../blueprints/traffic';
import type { Rendering } from './rendering';

/**
 * What is said about one workload, in the order in which it is said: at once, or when the peers in it are known. The app
 * is not whole before.
 */
export class Statements {
  private last: Promise<unknown> | undefined;

  constructor(private readonly rendering: Rendering) {}

  /**
   * Says something.
   * @param peers who is named in it
   */
  say(peers: readonly (TrafficPeer | undefined)[], run: () => void): void {
    const waits = peers.map((peer) => peer?.known).filter((known) => known !== undefined);
    const { last } = this;
    if (last === undefined && waits.length === 0) {
      run();
      return;
    }
    const said = this.rendering.during(async () => {
      await last;
      await Promise.all(waits);
      run();
    });
    this.last = said;
    said.then(
      () => this.forget(said),
      // The rendering has taken it.
      () => undefined,
    );
  }

  private forget(said: Promise<unknown>): void {
    if (this.last === said) this.last = undefined;
  }
}
