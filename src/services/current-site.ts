/** Which site a workload runs at now, by the sites file in force. */

import { siteLocator } from '../core/policy/locate.ts';
import { parseSites } from '../core/policy/parse-sites.ts';
import type { Workload } from '../core/model/workload.ts';
import { readDocument, SITES_DOCUMENT } from '../store/documents.ts';
import type { Queryable } from '../store/store.ts';

type Locator = (workload: Workload) => string | null;

const nowhere: Locator = () => null;
/** By digest of the file's text: reading it anew for every page of a list would cost more than the page. */
let remembered: { readonly digest: string; readonly locate: Locator } | undefined;

export async function currentSiteLocator(db: Queryable): Promise<Locator> {
  const document = await readDocument(db, SITES_DOCUMENT);
  if (document === undefined) return nowhere;
  if (remembered?.digest !== document.digest) {
    remembered = { digest: document.digest, locate: siteLocator(parseSites(document.content).sites) };
  }
  return remembered.locate;
}
