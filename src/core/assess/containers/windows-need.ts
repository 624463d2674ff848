/**
 * Whether what runs in a machine needs Windows containers. What is published for Linux and what is built on .NET 5 or
 * newer does not: it runs in Linux containers as well.
 */

import { pass, unknown } from '../verdict.ts';
import type { FactPath, Verdict } from '../verdict.ts';
import type { Truth } from '../kleene.ts';
import { candidateOf } from './candidate.ts';
import type { CandidateFacts, CandidatePart } from './candidate.ts';

export interface WindowsNeed {
  /** False also where there is nothing to build. */
  readonly needed: Truth;
  /** Parts that run in Windows containers only. */
  readonly windows: readonly CandidatePart[];
  /** Parts that run in Linux containers, perhaps in Windows ones as well. */
  readonly linux: readonly CandidatePart[];
  /** Facts that could add to either list. */
  readonly missing: readonly FactPath[];
}

export function windowsNeedOf(facts: CandidateFacts): WindowsNeed {
  const { parts, missing: unseen } = candidateOf(facts);
  const windows = parts.filter(({ systems, linuxAsks }) => !systems.includes('linux') && linuxAsks === undefined);
  const linux = parts.filter(({ systems }) => systems.includes('linux'));
  const missing = [...new Set([...unseen, ...parts.flatMap(({ linuxAsks }) => linuxAsks ?? [])])];
  return { needed: windows.length > 0 ? true : missing.length > 0 ? undefined : false, windows, linux, missing };
}

/** A verdict that matters only where Windows containers are needed. */
export function whereNeeded({ needed, missing }: WindowsNeed, verdict: Verdict): Verdict {
  if (needed === false) return pass;
  return needed === undefined && verdict.outcome === 'fail' ? unknown(missing) : verdict;
}
