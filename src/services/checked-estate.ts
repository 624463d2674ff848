/**
 * The newest check with what it was made from: documents for auditors say what that check saw, with everything it
 * found to be well too, whatever was changed since.
 */

import { failure } from '../core/errors/registry.ts';
import type { WhyRecord } from '../core/evidence/why-record.ts';
import { readWhy } from '../store/replay-inputs.ts';
import type { ResultRecord } from '../store/results.ts';
import { classifiedEstate } from './classified-estate.ts';
import type { ClassifiedEstate } from './classified-estate.ts';
import type { ServiceContext } from './context.ts';
import { policyFor } from './decide.ts';
import type { Policy } from './decide.ts';
import { loadPins } from './replay-load.ts';
import { requireResult } from './results.ts';
import { requireSites } from './sites-document.ts';
import type { SitesInForce } from './sites-document.ts';

export interface Checked {
  /** With the inputs and the time of the check. */
  readonly context: ServiceContext;
  readonly record: ResultRecord;
  readonly why: WhyRecord;
  /** Record of the audit log that holds it; null when the log has none. */
  readonly auditSeq: number | null;
}

/** Throws IST-2108 without a check, IST-4080 when what it was made from is not there any more. */
export async function newestCheck(context: ServiceContext): Promise<Checked> {
  const record = await requireResult(context, 'check');
  const stored = await readWhy(context.store, record.id);
  if (stored === undefined) throw failure('IST-4080', `the check ${record.id} has no record of what it was made from`);
  const { record: why, held } = stored;
  const { pins, missing } = await loadPins(context, why, record);
  if (missing.length > 0) {
    throw failure('IST-4080', 'what the newest check was made from is not there any more', {
      causes: missing.map((message) => ({ message })),
    });
  }
  return {
    context: { ...context, replay: pins, clock: () => new Date(why.createdAt) },
    record,
    why,
    auditSeq: held?.seq ?? null,
  };
}

export interface CheckedGround extends Policy {
  readonly sites: SitesInForce;
  readonly estate: ClassifiedEstate;
}

/** Estate, sites and rules of the check: all its packs, since a pack that is asked for alone may answer otherwise. */
export async function groundOf({ context, why }: Checked): Promise<CheckedGround> {
  const sites = await requireSites(context);
  const estate = await classifiedEstate(context, why.generation, sites.file);
  return { sites, estate, ...(await policyFor(context, sites.file, packsAsked(why))) };
}

/** Packs the check was asked for; undefined: those of the sites file. */
function packsAsked(why: WhyRecord): readonly string[] | undefined {
  const { packs } = (why.settings ?? {}) as { readonly packs?: readonly string[] | null };
  return packs ?? undefined;
}
