/** A workload as prices and placement should see it when it is right-sized. */

import { compileFilter, parseFilter } from '../model/filter/filter.ts';
import type { Utilisation, Workload } from '../model/workload.ts';
import type { Minimums } from './minimums.ts';
import { rightSize } from './right-size.ts';
import type { SizingFigures, SizingSettings } from './settings.ts';

/**
 * The figures that hold for a workload: those of the settings, and over them those of every override that matches. An
 * override whose filter asks for something unknown does not match. Throws IST-2001 to IST-2005 for a filter that is none.
 */
export function figuresFor(settings: SizingSettings): (workload: Workload) => SizingFigures {
  const { basis, factor, cpuSpeedFactor } = settings;
  const overrides = settings.overrides.map(({ match, ...figures }) => ({
    matches: compileFilter(parseFilter(match)),
    figures,
  }));
  if (overrides.length === 0) return () => ({ basis, factor, cpuSpeedFactor });
  return (workload) => {
    let figures: SizingFigures = { basis, factor, cpuSpeedFactor };
    for (const { matches, figures: own } of overrides) {
      if (matches(workload) !== true) continue;
      figures = {
        basis: own.basis ?? figures.basis,
        factor: own.factor ?? figures.factor,
        cpuSpeedFactor: own.cpuSpeedFactor ?? figures.cpuSpeedFactor,
      };
    }
    return figures;
  };
}

/** The workload with recommended vCPUs and memory; the same object when nothing changes. */
export function createRightSizer(settings: SizingSettings, minimums: Minimums): (workload: Workload) => Workload {
  const figures = figuresFor(settings);
  return (workload) => {
    const { cpu, memory } = rightSize(workload, figures(workload), minimums);
    return withSize(workload, cpu.recommended, memory.recommended);
  };
}

/** Measured percentages are of the old size: of the new one they are as much higher as it is smaller. */
export function withSize(workload: Workload, vcpu: number | null, memoryMiB: number | null): Workload {
  const { facts } = workload;
  if ((vcpu ?? facts.cpuCount) === facts.cpuCount && (memoryMiB ?? facts.memoryMiB) === facts.memoryMiB)
    return workload;
  const { coresPerSocket, ...rest } = facts;
  const cpuCount = vcpu ?? facts.cpuCount;
  const keepSockets = coresPerSocket !== undefined && cpuCount !== undefined && cpuCount % coresPerSocket === 0;
  return {
    ...workload,
    facts: {
      ...rest,
      ...(keepSockets && { coresPerSocket }),
      ...(cpuCount !== undefined && { cpuCount }),
      ...(memoryMiB !== null && { memoryMiB }),
      ...(facts.utilisation !== undefined && {
        utilisation: rescaled(
          facts.utilisation,
          ratio(facts.cpuCount, cpuCount),
          ratio(facts.memoryMiB, memoryMiB ?? facts.memoryMiB),
        ),
      }),
    },
  };
}

const ratio = (before: number | undefined, after: number | undefined): number =>
  before === undefined || after === undefined || after === 0 ? 1 : before / after;

function rescaled(utilisation: Utilisation, cpu: number, memory: number): Utilisation {
  const of = (pct: number | undefined, by: number): number | undefined =>
    pct === undefined ? undefined : Math.min(100, pct * by);
  const figures = {
    cpuAvgPct: of(utilisation.cpuAvgPct, cpu),
    cpuP95Pct: of(utilisation.cpuP95Pct, cpu),
    cpuMaxPct: of(utilisation.cpuMaxPct, cpu),
    memoryAvgPct: of(utilisation.memoryAvgPct, memory),
    memoryP95Pct: of(utilisation.memoryP95Pct, memory),
    memoryMaxPct: of(utilisation.memoryMaxPct, memory),
  };
  return {
    ...utilisation,
    ...Object.fromEntries(Object.entries(figures).filter(([, value]) => value !== undefined)),
  };
}
