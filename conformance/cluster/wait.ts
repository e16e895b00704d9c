/** Waits. @param milliseconds how long */
export const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Asks until the answer is neither undefined nor false; a question that throws is asked again.
 * @param what named in the error
 * @param seconds how long
 * @throws Error after that time, with the last message
 */
export async function until<T>(
  what: string,
  seconds: number,
  ask: () => Promise<T | undefined | false>,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  let last = '';
  while (Date.now() < end) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    await sleep(100);
  }
  throw new Error(`${what}: not within ${seconds} s${last === '' ? '' : `; ${last}`}`);
}
