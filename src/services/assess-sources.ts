/** Which source to connect or bring first, for the open answers of one assessment (A2). */

import type { NextSourceDocument, NextSourcesDocument } from '../api/assessments.ts';
import { nextSources } from '../core/assess/next-sources.ts';
import type { OpenGroup, SourceOption } from '../core/assess/next-sources.ts';
import type { Rule } from '../core/assess/rule.ts';
import { openNumberIn, openProfiles } from '../core/assess/shape-pack.ts';
import type { PackHeader } from '../core/assess/shape-pack.ts';
import type { FactPath } from '../core/assess/verdict.ts';
import type { Provider } from '../providers/provider.ts';
import { answeredBy } from '../providers/registry.ts';
import { valueOf } from '../store/columns/column.ts';
import { columnsOf } from './columns.ts';
import type { ServiceContext } from './context.ts';
import { listSources } from './sources.ts';

const FACTS_SHOWN = 12;

/** Parts a file was without can be brought with another export: an option of its own beside the source itself. */
const PARTS = '/other-parts';

interface Known {
  /** Kinds that were asked, by source id. */
  readonly kinds: ReadonlyMap<string, string>;
  /** Facts that parts a file lacks would tell, by kind, and the names of those parts. */
  readonly lacking: ReadonlyMap<string, { readonly facts: Set<string>; readonly parts: Set<string> }>;
  /** Sources whose file lacked parts. */
  readonly partial: ReadonlySet<string>;
}

async function sourcesNow(context: ServiceContext): Promise<Known> {
  const kinds = new Map<string, string>();
  const lacking = new Map<string, { readonly facts: Set<string>; readonly parts: Set<string> }>();
  const partial = new Set<string>();
  for (const { id, providerKind, receipt } of await listSources(context)) {
    kinds.set(id, providerKind);
    for (const { part, facts } of receipt?.missing ?? []) {
      partial.add(id);
      const known = lacking.get(providerKind) ?? { facts: new Set<string>(), parts: new Set<string>() };
      known.parts.add(part);
      for (const fact of facts) known.facts.add(fact);
      lacking.set(providerKind, known);
    }
  }
  return { kinds, lacking, partial };
}

const covers = (path: string, fact: string): boolean =>
  fact === path || fact.startsWith(`${path}.`) || fact.startsWith(`${path}[]`);

/** Remembers, since the same few facts are asked for by many rules. */
function tellsOf(provider: Provider): SourceOption['tells'] {
  const known = new Map<string, boolean>();
  return (fact, platform) => {
    const key = `${platform ?? ''} ${fact}`;
    let tells = known.get(key);
    if (tells === undefined) {
      const [answer] = answeredBy([fact], platform === undefined ? undefined : new Set([platform]), [provider]);
      tells = (answer?.from.length ?? 0) > 0;
      known.set(key, tells);
    }
    return tells;
  };
}

function optionsOf(providers: readonly Provider[], { lacking }: Known): SourceOption[] {
  return providers.flatMap((provider) => {
    if (provider.invented === true) return [];
    const tells = tellsOf(provider);
    const whole = { id: provider.kind, tells };
    const rest = lacking.get(provider.kind);
    if (rest === undefined) return [whole];
    const inRest = (fact: FactPath): boolean => [...rest.facts].some((path) => covers(path, fact));
    return [whole, { id: provider.kind + PARTS, tells: (fact, platform) => tells(fact, platform) && inRest(fact) }];
  });
}

/** Options that say nothing more of workloads which these sources have spoken of. */
function usedBy(sources: readonly string[], { kinds, lacking, partial }: Known): ReadonlySet<string> {
  const used = new Set<string>();
  for (const source of sources) used.add(kinds.get(source) ?? source);
  const incomplete = new Set(sources.filter((id) => partial.has(id)).map((id) => kinds.get(id)));
  // Another export of a file helps those that came by a file without it.
  for (const kind of lacking.keys()) if (!incomplete.has(kind)) used.add(kind + PARTS);
  return used;
}

export interface AssessedRows {
  readonly generation: number;
  /** Number of the shape of each workload, in the order of ids. */
  readonly rowShapes: Uint32Array;
  /** Packed shapes, one a line. */
  readonly shapes: readonly string[];
  readonly header: PackHeader;
}

async function groupsOf(
  context: ServiceContext,
  { generation, rowShapes, shapes, header }: AssessedRows,
  known: Known,
): Promise<OpenGroup[]> {
  const { column } = await columnsOf(context, generation).load(['sources']);
  const { entries, codes } = column('sources');
  const opens = openProfiles(header);
  const numbers = new Map<number, number>();
  const openOf = (shape: number): number => {
    let number = numbers.get(shape);
    if (number === undefined) numbers.set(shape, (number = openNumberIn(shapes[shape] ?? '') ?? -1));
    return number;
  };
  const counts = new Map<number, number>();
  rowShapes.forEach((shape, row) => {
    const open = openOf(shape);
    if (open < 0) return;
    const key = open * entries.length + (codes[row] ?? 0);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  });
  const used = entries.map((entry) => {
    const sources = valueOf(entry);
    return usedBy(Array.isArray(sources) ? (sources as readonly string[]) : [], known);
  });
  return [...counts].flatMap(([key, workloads]) => {
    const open = opens[Math.floor(key / entries.length)];
    return open === undefined ? [] : [{ open, workloads, used: used[key % entries.length] ?? new Set() }];
  });
}

export async function sourcesToAsk(
  context: ServiceContext,
  rows: AssessedRows,
  rules: readonly Rule[],
): Promise<NextSourcesDocument> {
  const known = await sourcesNow(context);
  const { providers } = await context.installation.providers();
  const groups = await groupsOf(context, rows, known);
  // What only a look inside the guest tells leaves readiness as it is while it is open.
  const severities = new Map(
    rules.flatMap(({ id, severity, openWeighs }) => (openWeighs === 'info' ? [] : [[id, severity]])),
  );
  const found = nextSources(
    groups,
    optionsOf(providers, known),
    (ruleId, target) => severities.get(ruleId)?.[target] === 'blocker',
  );
  const present = new Set(known.kinds.values());
  return {
    open: found.open,
    left: found.left,
    steps: found.steps.flatMap((step) => {
      const provider = providers.find(({ kind }) => kind === step.id || kind + PARTS === step.id);
      if (provider === undefined) return [];
      const { verdicts, workloads, readiness, alone } = step;
      const facts = step.facts.slice(0, FACTS_SHOWN).map(({ fact, verdicts: waiting }) => {
        const [answer] = answeredBy([fact], undefined, [provider]);
        return { fact, verdicts: waiting, from: answer?.from.join(' or ') ?? '' };
      });
      const parts = step.id.endsWith(PARTS) ? [...(known.lacking.get(provider.kind)?.parts ?? [])] : undefined;
      return [
        {
          id: step.id,
          kind: provider.kind,
          ...doing(provider, present, parts),
          verdicts,
          workloads,
          readiness,
          alone,
          facts,
        },
      ];
    }),
  };
}

/** What to do, in words and as a command. */
function doing(
  { kind, title, live }: Provider,
  present: ReadonlySet<string>,
  parts: readonly string[] | undefined,
): Pick<NextSourceDocument, 'action' | 'command'> {
  const file = `isthmus import ${kind} <file>`;
  if (parts !== undefined)
    return { action: `Import ${title} again with what the file was without: ${parts.join(', ')}`, command: file };
  const more = present.has(kind) ? ' for the machines it has not told of' : '';
  if (live !== undefined) return { action: `Connect ${title}${more}`, command: `isthmus connect ${kind}` };
  return { action: `Import ${title}${more}`, command: file };
}
