import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cacheFolder } from './cache';

const PAUSE = 500;

/**
 * Does something while no other run or process that shares the cache does: each build takes all cores, and two that
 * need the same program would build it twice. A process that has died holds nobody up.
 */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const lock = join(cacheFolder(), 'building');
  while (!take(lock)) await pause(PAUSE);
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function take(lock: string): boolean {
  try {
    mkdirSync(lock);
    writeFileSync(join(lock, 'pid'), String(process.pid));
    return true;
  } catch {
    if (!isHeld(lock)) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

/** Whether the process that took it still runs; one that is just writing its number counts. */
function isHeld(lock: string): boolean {
  try {
    const pid = Number(readFileSync(join(lock, 'pid'), 'utf8'));
    if (pid > 0) process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
