/** A list of integers of 32 bits that grows: half the memory of a list of numbers, and none for their boxes. */
export class Integers {
  length = 0;
  private values: Int32Array;

  /** @param room for so many before it grows */
  constructor(room = 4) {
    this.values = new Int32Array(room);
  }

  /** The integer at a place; 0 where there is none. */
  at(index: number): number {
    return this.values[index] ?? 0;
  }

  set(index: number, value: number): void {
    this.values[index] = value;
  }

  push(value: number): void {
    if (this.length === this.values.length) this.grow();
    this.values[this.length] = value;
    this.length += 1;
  }

  private grow(): void {
    const grown = new Int32Array(this.values.length * 2);
    grown.set(this.values);
    this.values = grown;
  }
}
