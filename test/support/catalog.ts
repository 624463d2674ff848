/** The shipped catalogue for tests, read once per test file. */

import { loadCatalog } from '../../src/services/catalog.ts';

export const catalog = await loadCatalog();
