/** Fills an empty data folder with the demo: the estate, sites for it, and everything that is computed from them. */

import { readFile } from 'node:fs/promises';
import { shippedFile } from '../shipped-files.ts';
import { assessEstate } from './assess-estate.ts';
import { checkEstate } from './check-estate.ts';
import { within } from './context.ts';
import type { ServiceContext } from './context.ts';
import { newestGeneration } from './generations.ts';
import { importDemo } from './import-demo.ts';
import { placeEstate } from './place-estate.ts';
import { planMoves } from './plan-moves.ts';
import { putSites } from './sites-document.ts';

const DEMO_SITES = shippedFile('demo/sites.yaml');

/** Does nothing when the data folder already holds an estate: a second start finds what the first one made. */
export async function prepareDemo(
  context: ServiceContext,
  demo: { readonly seed: number; readonly workloads: number },
): Promise<void> {
  if ((await newestGeneration(context)) !== undefined) return;
  context.progress(0, `generating ${demo.workloads} workloads, seed ${demo.seed}`);
  await importDemo(within(context, 0, 0.4), demo);
  await putSites(within(context, 0.4, 0.5), await readFile(DEMO_SITES, 'utf8'));
  await assessEstate(within(context, 0.5, 0.65), {});
  await checkEstate(within(context, 0.65, 0.8), {});
  await placeEstate(within(context, 0.8, 0.95), { seed: demo.seed });
  await planMoves(within(context, 0.95, 1), { name: 'exit' });
}
