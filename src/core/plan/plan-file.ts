/**
 * A plan as a file: JSON with sorted keys and one line per move, so that two plans can be compared line by line.
 * The digest is over the canonical JSON, not over the text: white space does not count, every value does.
 */

import { failure } from '../errors/registry.ts';
import { digestOf } from '../evidence/digest.ts';
import { compareText } from './order.ts';
import type { Plan, PlanPins } from './plan.ts';
import { planSchema } from './plan-schema.ts';

/** List members that are written on one line. */
const ONE_LINE = new Set(['moves', 'checks', 'unplaced']);
const CAUSES_SHOWN = 10;

/** First what people look for, then the rest by name. */
const FIRST_KEYS = ['apiVersion', 'kind', 'name', 'digest', 'summary', 'pins', 'number', 'workloadName', 'workloadId'];

function sortedKeys(value: object): string[] {
  const rank = (key: string): number => {
    const at = FIRST_KEYS.indexOf(key);
    return at === -1 ? FIRST_KEYS.length : at;
  };
  return Object.keys(value).sort((a, b) => rank(a) - rank(b) || compareText(a, b));
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const record = value as Readonly<Record<string, unknown>>;
  const members = sortedKeys(value).filter((key) => record[key] !== undefined);
  return `{${members.map((key) => `${JSON.stringify(key)}: ${inline(record[key])}`).join(', ')}}`;
}

function pretty(value: unknown, indent: string, key: string): string {
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    const items = value.map((item: unknown) => deeper + (ONE_LINE.has(key) ? inline(item) : pretty(item, deeper, '')));
    return `[\n${items.join(',\n')}\n${indent}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const record = value as Readonly<Record<string, unknown>>;
  const members = sortedKeys(value).filter((name) => record[name] !== undefined);
  if (members.length === 0) return '{}';
  return `{\n${members.map((name) => `${deeper}${JSON.stringify(name)}: ${pretty(record[name], deeper, name)}`).join(',\n')}\n${indent}}`;
}

/** Text of a plan file; ends with a newline. The same plan gives the same bytes. */
export function writePlan(plan: Plan): string {
  return `${pretty(plan, '', '')}\n`;
}

/** Digest a plan must carry: over everything but the digest itself. */
export function planDigest(plan: Omit<Plan, 'digest'> & { readonly digest?: string }): string {
  const { digest: _carried, ...body } = plan;
  return digestOf(body);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const where = error instanceof Error ? error.message : String(error);
    throw failure('IST-6001', text.trim() === '' ? 'the file is empty' : 'the file is not JSON', {
      causes: [{ message: where }],
      cause: error,
    });
  }
}

/**
 * Reads a plan file. Throws IST-6001 when it is not one, IST-6002 when another version wrote it and IST-6003 when
 * its content does not match its digest.
 */
export function readPlan(text: string): Plan {
  const raw = parseJson(text);
  if (typeof raw !== 'object' || raw === null || !('kind' in raw) || raw.kind !== 'Plan') {
    throw failure('IST-6001', 'the file holds no plan (kind: Plan is missing)');
  }
  const version = 'apiVersion' in raw ? raw.apiVersion : undefined;
  if (version !== 'isthmus/v1') {
    throw failure(
      'IST-6002',
      `the plan is of version ${JSON.stringify(version) ?? 'none'}; this version reads "isthmus/v1"`,
    );
  }
  const result = planSchema.safeParse(raw);
  if (!result.success) {
    throw failure('IST-6001', 'the plan does not have the expected shape', {
      causes: result.error.issues
        .slice(0, CAUSES_SHOWN)
        .map((issue) => ({ where: issue.path.join('.'), message: issue.message })),
    });
  }
  const plan: Plan = result.data;
  const digest = planDigest(plan);
  if (digest !== plan.digest) {
    throw failure('IST-6003', 'the plan does not match its digest', {
      causes: [{ where: 'digest', message: `the file says ${plan.digest}, its content gives ${digest}` }],
    });
  }
  return plan;
}

function comparePacks(plannedPins: PlanPins, currentPins: PlanPins): string[] {
  const [planned, current] = [plannedPins.packVersions, currentPins.packVersions];
  const ids = [...new Set([...Object.keys(planned), ...Object.keys(current)])].sort(compareText);
  const version = (of: PlanPins['packVersions'], id: string): string =>
    Object.hasOwn(of, id) ? (of[id] ?? 'none') : 'none';
  return ids.flatMap((id) => {
    if (version(planned, id) !== version(current, id))
      return `rule pack ${id}: ${version(planned, id)} when planned, ${version(current, id)} now`;
    return samePack(id, plannedPins.packDigests, currentPins.packDigests)
      ? []
      : `rule pack ${id}: changed under the same version ${version(current, id)}`;
  });
}

/** Packs without a digest on both sides are told apart by their version alone. */
export function samePack(id: string, planned: PlanPins['packDigests'], current: PlanPins['packDigests']): boolean {
  return planned?.[id] === undefined || current?.[id] === undefined || planned[id] === current[id];
}

/** What has changed since the plan was made, in words; empty when it may be used. */
export function verifyPins(plan: Plan, current: PlanPins): { readonly drifted: readonly string[] } {
  const { pins } = plan;
  const drifted: string[] = [];
  if (pins.estateDigest !== current.estateDigest)
    drifted.push(`estate: generation ${pins.generation} when planned, generation ${current.generation} differs`);
  if (pins.placementDigest !== current.placementDigest)
    drifted.push(`placement: ${pins.placementId} when planned, ${current.placementId} differs`);
  if (pins.sitesDigest !== current.sitesDigest) drifted.push('sites.yaml has changed');
  if (pins.catalogVersion !== current.catalogVersion) drifted.push('the catalogue of facts has changed');
  drifted.push(...comparePacks(pins, current));
  return { drifted };
}

/** Throws IST-6006 naming every drift. */
export function assertPins(plan: Plan, current: PlanPins): void {
  const { drifted } = verifyPins(plan, current);
  if (drifted.length === 0) return;
  throw failure('IST-6006', `the estate has drifted since plan "${plan.name}" was made`, {
    causes: drifted.map((message) => ({ message })),
  });
}
