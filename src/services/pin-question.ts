/** What a question about hosts or GPUs is asked of, pinned when it is asked: whoever answers it, whenever, reads the same. */

import { failure } from '../core/errors/registry.ts';
import type { ServiceContext } from './context.ts';
import { requireGeneration } from './generations.ts';
import { findSites, requireSites } from './sites-document.ts';
import type { SitesInForce } from './sites-document.ts';

export interface QuestionBasis {
  readonly generation: number;
  /** Version of the sites file; null: none was in force. */
  readonly sitesVersion: number | null;
}

/** What is in force now. Throws IST-2101 without an estate. */
export async function pinQuestion(context: ServiceContext): Promise<QuestionBasis> {
  const [{ number: generation }, sites] = await Promise.all([requireGeneration(context), findSites(context)]);
  return { generation, sitesVersion: sites?.version ?? null };
}

/** The pinned sites file; without a basis the one in force. Throws IST-4004 when it is needed and there was none. */
export async function pinnedSites(
  context: ServiceContext,
  basis: QuestionBasis | undefined,
  { needed }: { readonly needed: boolean },
): Promise<SitesInForce | undefined> {
  const version = basis?.sitesVersion;
  if (version === null && !needed) return undefined;
  if (version === null) throw failure('IST-4004', 'no sites file was in force when this was asked');
  if (version !== undefined) return requireSites(context, version);
  return needed ? requireSites(context) : findSites(context);
}
