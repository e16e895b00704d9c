/** Why a registry told no digest, in words that say what to do: where, what was found, what is needed. Holds no secret. */
export class RegistryProblem extends Error {
  /** @param again seconds after which the same may succeed; undefined where it will not by itself */
  constructor(
    message: string,
    readonly again?: number,
  ) {
    super(message);
    this.name = 'RegistryProblem';
  }
}
