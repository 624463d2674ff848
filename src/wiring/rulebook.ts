/** What ships as data, for commands that need no server. */

import type { Rulebook } from '../cli/cli.ts';

export const rulebook: Rulebook = {
  catalog: async () => (await import('../services/catalog.ts')).loadCatalog(),
  packs: async (home) => (await import('../services/packs.ts')).loadPacks(home),
  packsUnlocked: async (home) => (await import('../services/packs.ts')).readPacks(home),
};
