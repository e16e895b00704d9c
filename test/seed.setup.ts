import fc from 'fast-check';

/**
 * Properties run on the same cases everywhere, so that a red build is red on every machine.
 * `BULWARK_SEED=7 npm test` tries others; a failure prints its seed.
 */
fc.configureGlobal({ seed: Number(process.env.BULWARK_SEED ?? 20261121) });
