/** Candidates and checks as people read them. */

import type { CandidateListDocument, ContainerCheckDocument } from '../../api/windows-containers.ts';
import type { Column, Listing } from '../output/columns.ts';
import { countText, plural } from '../output/format.ts';
import { table } from '../output/table.ts';

const ANSWERS = { yes: 'candidate', no: 'no candidate', unknown: 'unknown' } as const;
const MARKS = { pass: 'pass   ', fail: 'FAIL   ', unknown: 'unknown' } as const;

export function candidatesText(list: CandidateListDocument, wide: boolean): string {
  const { yes, no, unknown } = list.counts;
  const lines = [
    `${plural(yes ?? 0, 'candidate')}, ${countText(unknown ?? 0)} unknown, ${countText(no ?? 0)} without anything to run in a container; gen/${list.generation}, nodes as of ${list.asOf}`,
    '',
  ];
  if (list.items.length > 0) lines.push(itemTable(list, wide));
  if (list.total > list.items.length)
    lines.push(`${countText(list.total - list.items.length)} more: --limit ${list.total}`);
  if (list.unknowns.length > 0) {
    lines.push(
      'What would make unknowns known',
      ...list.unknowns.map(
        ({ fact, from, workloads }) =>
          `  ${plural(workloads, 'machine')}: ${fact}${from.length === 0 ? '' : `, from ${from.join(' or ')}`}`,
      ),
      '',
    );
  }
  return lines.join('\n');
}

type Item = CandidateListDocument['items'][number];

function whyOf({ candidate, parts, missing }: Item, wide: boolean): string {
  if (candidate === 'unknown') return `not known: ${missing.map(({ fact }) => fact).join(', ')}`;
  if (candidate === 'no') return 'nothing found that could run in a container';
  const shown = wide ? parts : parts.slice(0, 1);
  const more = parts.length - shown.length;
  return shown.map(({ reason }) => reason).join(' ') + (more > 0 ? ` And ${more} more.` : '');
}

const targetText = ({ targets }: Item, id: string): string => {
  const found = targets.find((target) => target.id === id);
  if (found === undefined) return '';
  return found.readiness === 'conditional' ? `conditional, ${found.hours} h` : found.readiness;
};

function itemTable(list: CandidateListDocument, wide: boolean): string {
  return table(
    {
      noun: 'candidate',
      items: list.items,
      name: (row) => row.name,
      columns: [
        { header: 'WORKLOAD', value: (row) => row.name },
        { header: 'ANSWER', value: (row) => ANSWERS[row.candidate] },
        { header: 'OPENSHIFT', value: (row) => targetText(row, 'openshift-container') },
        { header: 'AKS', value: (row) => targetText(row, 'aks-container') },
        { header: 'REASON', value: (row) => whyOf(row, wide) },
        ...(wide
          ? [
              {
                header: 'AGAINST',
                value: (row: Item) => [...new Set(row.targets.flatMap(({ blockers }) => blockers))].join('; '),
              },
            ]
          : []),
      ],
    },
    false,
  );
}

const partsOf = ({ parts }: Item, system: Item['parts'][number]['systems'][number]): number =>
  parts.filter(({ systems }) => systems.includes(system)).length;

/** Rows for spreadsheets: numbers unrounded, one column for one thing. */
export function candidateListing({ items }: CandidateListDocument): Listing<Item> {
  const target = (id: string, name: string): Column<Item>[] => {
    const found = ({ targets }: Item) => targets.find((each) => each.id === id);
    return [
      { header: name, value: (row) => found(row)?.readiness },
      { header: `${name}_HOURS`, value: (row) => found(row)?.hours },
      { header: `${name}_AGAINST`, value: (row) => found(row)?.blockers.join('; ') || null },
    ];
  };
  return {
    noun: 'workload',
    items,
    name: ({ id }) => id,
    columns: [
      { header: 'WORKLOAD', value: (row) => row.name },
      { header: 'ID', value: (row) => row.id },
      { header: 'PLATFORM', value: (row) => row.platform },
      { header: 'OS', value: (row) => row.os },
      { header: 'CANDIDATE', value: (row) => row.candidate },
      { header: 'LINUX_PARTS', value: (row) => partsOf(row, 'linux') },
      { header: 'WINDOWS_PARTS', value: (row) => partsOf(row, 'windows') },
      ...target('openshift-container', 'OPENSHIFT'),
      ...target('aks-container', 'AKS'),
      { header: 'REASON', value: (row) => row.parts.map(({ reason }) => reason).join(' ') || null },
      { header: 'MISSING', value: (row) => row.missing.map(({ fact }) => fact).join(', ') || null },
    ],
  };
}

const KINDS = { openshift: 'OpenShift', aks: 'AKS', kubernetes: 'Kubernetes' } as const;

export function checkText(checked: ContainerCheckDocument, wide: boolean): string {
  const lines = checked.clusters.flatMap((cluster) => {
    const { name, kind, version, site, windowsNodes, checks } = cluster;
    const count = (outcome: string): number => checks.filter((check) => check.outcome === outcome).length;
    return [
      `${name}: ${KINDS[kind]} ${version ?? 'of unknown version'}, ${plural(windowsNodes, 'Windows node')}${site === null ? '' : `, site ${site}`}; ${count('pass')} pass, ${count('fail')} fail, ${count('unknown')} unknown`,
      ...checks.flatMap((check) => [
        `  ${MARKS[check.outcome]} ${check.id}: ${check.text}${wide ? ` (${check.source})` : ''}`,
        ...check.asks.map((ask) => `          would tell: ${ask}`),
      ]),
      '',
    ];
  });
  if (checked.clusters.length === 0) {
    lines.push('No cluster of the estate runs containers. Connect one: isthmus connect kubernetes', '');
  }
  return [
    ...lines,
    `Windows pools of AKS on ${checked.asOf}`,
    ...checked.pools.map(
      ({ outcome, text, bases, source }) =>
        `  ${outcome === 'fail' ? 'gone    ' : 'in force'} ${text.replace(/; the version of the cluster is not known/, '')}${bases.length > 0 ? ` Takes images on ${bases.join(', ')}.` : ''}${wide ? ` (${source})` : ''}`,
    ),
    '',
    'Images on nodes: P with process isolation (as Kubernetes runs them), H with Hyper-V isolation only, - not',
    matrixTable(checked),
  ].join('\n');
}

function matrixTable({ matrix }: ContainerCheckDocument): string {
  const nodes = [...new Set(matrix.map(({ node }) => node))];
  const images = [...new Set(matrix.map(({ image }) => image))];
  const cell = (node: string, image: string): string => {
    const row = matrix.find((one) => one.node === node && one.image === image);
    if (row === undefined) return '?';
    return row.process ? 'P' : row.hyperv ? 'H' : '-';
  };
  return table(
    {
      noun: 'node',
      items: nodes,
      name: (node) => node,
      columns: [
        { header: 'NODE', value: (node) => node },
        ...images.map((image) => ({ header: image.toUpperCase(), value: (node: string) => cell(node, image) })),
      ],
    },
    false,
  );
}
