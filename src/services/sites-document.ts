/** The sites file in force: kept as it was written, comments and all, in every version. */

import { failure } from '../core/errors/registry.ts';
import { digestOf } from '../core/evidence/digest.ts';
import { sitesDigests } from '../core/policy/sites-digests.ts';
import { parseSites } from '../core/policy/parse-sites.ts';
import type { SitesFile } from '../core/policy/site.ts';
import { readDocument, saveDocument, SITES_DOCUMENT } from '../store/documents.ts';
import type { StoredDocument } from '../store/documents.ts';
import type { ServiceContext } from './context.ts';
import { policyFor } from './decide.ts';
import { newestGeneration } from './generations.ts';
import { remakeEstate } from './rebuild-estate.ts';

export interface SitesInForce {
  readonly version: number;
  readonly text: string;
  /** Of the text: a comment counts, since a plan pins the file a person read. */
  readonly digest: string;
  /** Of what the file says without its scenarios: what a placement of the sites as they stand is made from. */
  readonly baseDigest: string;
  readonly updatedAt: string;
  readonly file: SitesFile;
}

async function inForce(context: ServiceContext, document: StoredDocument): Promise<SitesInForce> {
  return {
    version: document.version,
    text: document.content,
    digest: document.digest,
    baseDigest: sitesDigests(document.content).base,
    updatedAt: document.createdAt.toISOString(),
    file: parseSites(document.content, await context.catalog()),
  };
}

/** The file in force, or an older version of it. Throws IST-4004 when no sites file was given yet. */
export async function requireSites(context: ServiceContext, version?: number): Promise<SitesInForce> {
  const document = await readDocument(context.store, SITES_DOCUMENT, version ?? context.replay?.sitesVersion);
  if (document === undefined) throw failure('IST-4004', 'no sites file is in force');
  return inForce(context, document);
}

export async function findSites(context: ServiceContext): Promise<SitesInForce | undefined> {
  if (context.replay !== undefined && context.replay.sitesVersion === undefined) return undefined;
  const document = await readDocument(context.store, SITES_DOCUMENT, context.replay?.sitesVersion);
  return document === undefined ? undefined : inForce(context, document);
}

/** What of the file changes facts of workloads: another answer means another estate. */
const meaningOf = (file: SitesFile | undefined): string =>
  file === undefined ? '' : digestOf({ classify: file.classify, tagKeys: file.tagKeys ?? null });

/** Of the text. It is read on the thread that answers everybody, and no estate's sites need as much. */
const MAX_SITES_BYTES = 1024 ** 2;

/**
 * Puts a sites file in force. Where its classification changes what workloads are known to be, a new generation is
 * made. Throws IST-4001 to IST-4003 with the line and the fix, IST-4001 for more than 1 MiB too; the file before stays in
 * force then.
 */
export async function putSites(context: ServiceContext, text: string): Promise<SitesInForce> {
  if (Buffer.byteLength(text) > MAX_SITES_BYTES) {
    throw failure('IST-4001', `sites.yaml is larger than ${MAX_SITES_BYTES / 1024 ** 2} MiB`, {
      hint: 'Write what several sites share once, with an anchor (&) and merges (<<), and leave out what is not known.',
    });
  }
  const file = parseSites(text, await context.catalog(), context.clock().toISOString().slice(0, 10));
  // Builds the engine once to see that every regime and attribute it names exists: a file in force must work.
  await policyFor(context, file);
  const before = await findSites(context);
  const document = await saveDocument(context.store, {
    ...SITES_DOCUMENT,
    content: text,
    actor: context.actor,
    createdAt: context.clock(),
  });
  if (meaningOf(before?.file) !== meaningOf(file) && (await newestGeneration(context)) !== undefined) {
    await remakeEstate(context, 'classification of sites.yaml changed');
  }
  const { version, digest } = document;
  return {
    version,
    text,
    digest,
    baseDigest: sitesDigests(text).base,
    updatedAt: document.createdAt.toISOString(),
    file,
  };
}
