/** Changes one site of the sites file in force, or adds it, and puts the file in force as a new version (S1). */

import { failure } from '../core/errors/registry.ts';
import { editSite } from '../core/policy/edit-sites.ts';
import type { NewSite, SiteChanges } from '../core/policy/edit-sites.ts';
import { requireSiteFields } from '../core/policy/settable-fields.ts';
import type { ServiceContext } from './context.ts';
import { findSites, putSites } from './sites-document.ts';
import type { SitesInForce } from './sites-document.ts';

export interface EditSiteRequest {
  readonly changes: SiteChanges;
  /** Makes the site when it is not there. */
  readonly made?: Omit<NewSite, 'id'>;
  /** Digest of the file the changes were made on: refused when it is another by now. */
  readonly digest?: string;
}

/** Throws IST-4036 for fields there are none of, IST-4005 for a site that is not there, IST-4034, IST-4035, and IST-4001 to IST-4003 for what would come out. */
export async function changeSite(
  context: ServiceContext,
  siteId: string,
  { changes, made, digest }: EditSiteRequest,
): Promise<SitesInForce> {
  requireSiteFields(Object.keys(changes));
  const before = await findSites(context);
  if (digest !== undefined && before !== undefined && before.digest !== digest)
    throw failure('IST-4035', `the sites file was changed at ${before.updatedAt}, after it was read for this change`);
  const text = editSite(before?.text ?? '', siteId, changes, made === undefined ? undefined : { id: siteId, ...made });
  return putSites(context, text);
}
