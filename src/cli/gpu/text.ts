/** GPU plans and defragmentations as people read them. */

import type { GpuDefragDocument, GpuPlanDocument } from '../../api/gpu.ts';
import { countText, plural } from '../output/format.ts';
import { table } from '../output/table.ts';

const NODES_SHOWN = 40;
const PLACED_SHOWN = 40;
const UNPLACED_SHOWN = 15;
const SHAPES_SHOWN = 8;

const gpus = (milli: number): string => (milli / 1000).toLocaleString('en-US', { maximumFractionDigits: 2 });
const gib = (mib: number): number => Math.round(mib / 1024);

export function planText(plan: GpuPlanDocument, wide: boolean): string {
  const share = plan.allocationPct === null ? '' : ` (${plan.allocationPct.toFixed(2)} %)`;
  const bound =
    plan.gapPct === 0
      ? 'no plan allocates more: proved best'
      : `no plan allocates more than ${gpus(plan.boundMilli)}${plan.gapPct === null ? '' : `, ${plan.gapPct.toFixed(2)} % above`}`;
  return [
    `${gpus(plan.allocatedMilli)} of ${gpus(plan.capacityMilli)} GPUs allocated${share}; ${bound}`,
    `${plural(plan.running, 'demand')} ${plan.running === 1 ? 'keeps its' : 'keep their'} place, ${countText(plan.placements.length)} placed, ${countText(plan.unplaced.length)} not (${plan.mode}, ${plan.policy}); nothing was applied`,
    `free share that usual demand cannot use: ${gpus(plan.fragmentation.strandedBefore)} GPUs before, ${gpus(plan.fragmentation.strandedAfter)} afterwards`,
    '',
    nodeTable(plan, wide),
    ...more(plan.nodes.length, wide ? plan.nodes.length : NODES_SHOWN, 'node'),
    ...(plan.placements.length === 0
      ? []
      : [
          placedTable(plan, wide),
          ...more(plan.placements.length, wide ? plan.placements.length : PLACED_SHOWN, 'placement'),
        ]),
    ...unplacedLines(plan),
    ...(wide ? [shapeTable(plan)] : []),
    ...notes(plan),
    '',
  ].join('\n');
}

const more = (all: number, shown: number, noun: string): string[] =>
  all > shown ? [`${plural(all - shown, `more ${noun}`)} (-o wide)`, ''] : [];

const notes = (document: {
  readonly stale: readonly string[];
  readonly warnings: readonly string[];
  readonly notKnown: readonly string[];
}): string[] => [
  ...document.stale.map((line) => `! ${line} Ask again.`),
  ...document.warnings.map((warning) => `! ${warning}`),
  ...(document.notKnown.length === 0 ? [] : ['Not known:', ...document.notKnown.map((line) => `? ${line}`)]),
];

function nodeTable(plan: GpuPlanDocument, wide: boolean): string {
  return table(
    {
      noun: 'node',
      items: wide ? plan.nodes : plan.nodes.slice(0, NODES_SHOWN),
      name: ({ name }) => name,
      columns: [
        { header: 'NODE', value: ({ name }) => name },
        { header: 'MODEL', value: ({ model }) => model },
        { header: 'GPUS', value: (node) => `${gpus(node.allocatedMilli)}/${node.gpus}`, align: 'right' },
        { header: 'WHOLLY FREE', value: ({ freeGpus }) => freeGpus, align: 'right' },
        { header: 'PARTLY FREE', value: ({ partlyFreeMilli }) => gpus(partlyFreeMilli), align: 'right' },
        {
          header: 'CPU',
          value: (node) => `${Math.round(node.cpuUsedMilli / 1000)}/${Math.round(node.cpuMilli / 1000)}`,
          align: 'right',
        },
        { header: 'GIB', value: (node) => `${gib(node.memoryUsedMiB)}/${gib(node.memoryMiB)}`, align: 'right' },
        { header: 'DEMANDS', value: ({ demands }) => demands, align: 'right' },
        { header: 'OTHERS', value: ({ others }) => others, align: 'right' },
      ],
    },
    false,
  );
}

function placedTable(plan: GpuPlanDocument, wide: boolean): string {
  return table(
    {
      noun: 'placement',
      items: wide ? plan.placements : plan.placements.slice(0, PLACED_SHOWN),
      name: ({ name }) => name,
      columns: [
        { header: 'PLACED', value: ({ name }) => name },
        { header: 'NODE', value: ({ node }) => node },
        { header: 'GPUS', value: (place) => spotText(place.gpus) },
        { header: 'SHARE', value: ({ gpuMilli }) => `${gpuMilli / 10} %`, align: 'right' },
      ],
    },
    false,
  );
}

function shapeTable({ fragmentation }: GpuPlanDocument): string {
  return table(
    {
      noun: 'shape',
      items: fragmentation.shapes.slice(0, SHAPES_SHOWN),
      name: ({ gpuCount }) => String(gpuCount),
      columns: [
        {
          header: 'USUAL DEMAND',
          value: (shape) => `${shape.gpuCount} × ${shape.gpuMilli / 10} %, ${shape.cpuMilli / 1000} cores`,
        },
        { header: 'MODELS', value: ({ models }) => (models.length === 0 ? 'any' : models.join(', ')) },
        { header: 'OF ALL', value: ({ weight }) => `${(weight * 100).toFixed(1)} %`, align: 'right' },
        { header: 'USELESS BEFORE', value: ({ strandedBefore }) => gpus(strandedBefore), align: 'right' },
        { header: 'AFTER', value: ({ strandedAfter }) => gpus(strandedAfter), align: 'right' },
      ],
    },
    false,
  );
}

const spotText = (indices: readonly number[]): string => (indices.length === 0 ? '-' : `#${indices.join(' #')}`);

/** Those that want the same and fail for the same reasons are said once. */
function unplacedLines({ unplaced }: GpuPlanDocument): string[] {
  if (unplaced.length === 0) return [];
  const groups = new Map<string, string[]>();
  for (const { name, kind, reasons } of unplaced) {
    const why = `${kind === 'never' ? 'would not fit on empty nodes either' : 'no room left'}: ${reasons.map(({ text }) => text).join('; ')}`;
    const known = groups.get(why);
    if (known === undefined) groups.set(why, [name]);
    else known.push(name);
  }
  const lines = [...groups].map(
    ([why, names]) =>
      `  ${names.slice(0, 4).join(', ')}${names.length > 4 ? ` and ${countText(names.length - 4)} more` : ''}: ${why}`,
  );
  return ['Not placed:', ...lines.slice(0, UNPLACED_SHOWN), ...more(lines.length, UNPLACED_SHOWN, 'group'), ''];
}

export function defragText(found: GpuDefragDocument): string {
  const { request } = found;
  const share = request.share === 1 ? '' : ` (${request.share * 100} % of it)`;
  const models = request.models.length === 0 ? '' : ` of ${request.models.join(' or ')}`;
  const what = `${plural(request.gpus, 'GPU')}${share}${models}, ${request.cpu} cores, ${request.memoryGiB} GiB`;
  const head = found.possible
    ? found.moves.length === 0
      ? `There is room for ${what} now`
      : `${plural(found.moves.length, 'move')} ${found.moves.length === 1 ? 'makes' : 'make'} room for ${what}${found.proved ? '; fewer will not do' : '; fewer may do'}; nothing was applied`
    : found.kind === 'never'
      ? `No node could ever hold ${what}`
      : `No moves were found that make room for ${what}${found.proved ? ': there are none' : ''}`;
  return [
    head,
    ...(found.room === null ? [] : [`on ${found.room.node}, ${spotText(found.room.gpus)}`]),
    '',
    ...(found.moves.length === 0 ? [] : [moveTable(found)]),
    ...found.reasons.map(({ text }) => `  ${text}`),
    ...notes(found),
    '',
  ].join('\n');
}

function moveTable({ moves }: GpuDefragDocument): string {
  return table(
    {
      noun: 'move',
      items: moves,
      name: ({ order }) => String(order),
      columns: [
        { header: '#', value: ({ order }) => order, align: 'right' },
        { header: 'DEMAND', value: ({ name }) => name },
        { header: 'FROM', value: ({ from }) => `${from.node} ${spotText(from.gpus)}` },
        { header: 'TO', value: ({ to }) => `${to.node} ${spotText(to.gpus)}` },
      ],
    },
    false,
  );
}
