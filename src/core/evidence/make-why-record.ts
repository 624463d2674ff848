/** Makes a why-record: digests of what went in and what came out, so that a decision can be recomputed and compared. */

import { digestOf } from './digest.ts';
import type { WhyRecord } from './why-record.ts';

export interface WhyInput {
  readonly decision: WhyRecord['decision'];
  /** ISO time; an argument, because the core has no clock. */
  readonly createdAt: string;
  readonly actor: string;
  readonly generation: number;
  readonly estateDigest: string;
  readonly catalogVersion: string;
  readonly packs: WhyRecord['packs'];
  /** Everything else the decision depends on: sites, filters, seed, options. JSON values only. */
  readonly settings: unknown;
  readonly result: unknown;
  readonly productVersion: string;
}

/** What decides the result: not who asked, not when. Two records with the same digest must have the same result. */
export function inputsDigest(input: Omit<WhyInput, 'createdAt' | 'actor' | 'result'>): string {
  const { decision, estateDigest, catalogVersion, packs, settings, productVersion } = input;
  return digestOf({ decision, estateDigest, catalogVersion, packs, settings, productVersion });
}

const ID_HEX_DIGITS = 16;
const DIGEST_PREFIX = 'sha256:'.length;

/**
 * The record of one decision. The id follows from its content, but for who asked: an id that a name went into would let
 * anyone try names against it after the name was erased.
 */
export function buildWhyRecord(input: WhyInput): WhyRecord {
  const { result, actor, ...rest } = input;
  const body = { ...rest, inputsDigest: inputsDigest(input), resultDigest: digestOf(result) };
  const id = `why-${digestOf(body).slice(DIGEST_PREFIX, DIGEST_PREFIX + ID_HEX_DIGITS)}`;
  return { id, actor, ...body };
}

/** Of all of a record but who asked, which is in the audit log and may be erased: what the log holds it to. */
export function whyDigest({ actor: _, ...record }: WhyRecord): string {
  return digestOf(record);
}

export interface ReplayAnswer {
  readonly same: boolean;
  /** What differs, in words; empty when the same. */
  readonly differences: readonly string[];
}

/** Compares a decision that was recomputed with its record (E2 rests on this). */
export function compareWithRecord(record: WhyRecord, again: Omit<WhyInput, 'createdAt' | 'actor'>): ReplayAnswer {
  const differences: string[] = [];
  const differs = (what: string, before: string, now: string): void => {
    if (before !== now) differences.push(`${what}: ${before} when recorded, ${now} now`);
  };
  differs('estate', record.estateDigest, again.estateDigest);
  differs('catalogue', record.catalogVersion, again.catalogVersion);
  differs('rule packs', digestOf(record.packs), digestOf(again.packs));
  differs('settings', digestOf(record.settings), digestOf(again.settings));
  differs('product version', record.productVersion, again.productVersion);
  differs('result', record.resultDigest, digestOf(again.result));
  return { same: differences.length === 0, differences };
}
