/** How right-sizing is done: `placement.sizing` of sites.yaml, or what a request says instead. */

import { z } from 'zod';

export const sizingBasisSchema = z.enum(['avg', 'p95', 'max']);
export type SizingBasis = z.infer<typeof sizingBasisSchema>;

/** Recommended is measured demand × factor: below 1 it would be less than what was measured. */
export const comfortFactorSchema = z.number().min(1).max(10);

export const SIZING_DEFAULTS = { basis: 'p95', factor: 1.3, cpuSpeedFactor: 1 } as const;

const choice = {
  basis: sizingBasisSchema.optional(),
  factor: comfortFactorSchema.optional(),
  /** What one vCPU of the target does compared with one of today: a ratio you measured. Absent means 1. */
  cpuSpeedFactor: z.number().min(0.1).max(10).optional(),
};

const sizingMode = z.enum(['as-is', 'right-sized']);

export const sizingSettingsSchema = z.union([
  sizingMode,
  z.strictObject({
    /** as-is: prices and placement take what is configured; the rest is for the list of recommendations. */
    mode: sizingMode.default('right-sized'),
    ...choice,
    /** For the workloads a filter matches; of several the last one counts, figure by figure. */
    overrides: z.array(z.strictObject({ match: z.string(), ...choice, reason: z.string().optional() })).optional(),
  }),
]);
export type SizingChoice = z.infer<typeof sizingSettingsSchema>;

export interface SizingFigures {
  readonly basis: SizingBasis;
  readonly factor: number;
  readonly cpuSpeedFactor: number;
}

export interface SizingOverride extends Partial<SizingFigures> {
  readonly match: string;
  readonly reason?: string;
}

export interface SizingSettings extends SizingFigures {
  readonly mode: 'as-is' | 'right-sized';
  readonly overrides: readonly SizingOverride[];
}

/** Settings with every default in place. Absent: as it is. */
export function sizingSettings(given: SizingChoice | undefined): SizingSettings {
  const own = given === undefined ? { mode: 'as-is' as const } : typeof given === 'string' ? { mode: given } : given;
  const { mode, overrides = [], ...figures } = { overrides: undefined, ...own };
  return { ...SIZING_DEFAULTS, ...known(figures), mode, overrides: overrides.map((each) => known(each)) };
}

/** What is set; a member that is there without a value must not hide a default. */
function known<T extends object>(given: T): T {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T;
}
