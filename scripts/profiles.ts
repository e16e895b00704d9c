import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { controlsOf } from '../lib/core/profiles/since';

/** Where the list of a profile stands: a list of its own, so that a policy is made without loading the controls. */
export const LIST = join(__dirname, '../lib/core/profiles/restricted-2026-11.generated.ts');

/** The list of the profile as the file has it, from what the controls say of `since`. */
export function listOfProfile(): string {
  const ids = controlsOf('2026-11').map((id) => `  '${id}',\n`);
  return `import type { ShippedControlId } from '../controls';

/** The controls whose \`since\` is not later than 2026-11. Written by \`npm run docs\`. */
export const CONTROLS_2026_11: readonly ShippedControlId[] = [
${ids.join('')}];
`;
}

if (require.main === module) writeFileSync(LIST, listOfProfile());
