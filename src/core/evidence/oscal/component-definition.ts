/** OSCAL component definition: sites as components, and which of our checks and feeds gives evidence for which control. */

import { answersFor } from '../../policy/controls/details.ts';
import { FEEDS } from '../../policy/controls/evidence.ts';
import type { ControlCell, ControlRow } from '../../policy/controls/matrix.ts';
import { catalogOf, oscalControlId } from './control-names.ts';
import type { OscalInput } from './input.ts';
import { identified, metadataOf } from './metadata.ts';
import { list, markup, prop } from './oscal-text.ts';
import type { Json } from './oscal-text.ts';
import { frameworkResource, frameworkResourceOf, whyResourceOf } from './resources.ts';
import { componentUuid } from './subjects.ts';
import { toolTitle, toolUuid } from './tools.ts';
import { uuidOf } from './uuid.ts';

export function componentDefinition(input: OscalInput): Json {
  const { framework, why, sites, matrix } = input;
  const described = matrix.rows.map((row) => ({ row, text: answeredBy(input, row) }));
  return identified('component-definition', {
    metadata: metadataOf(input, `Sites of estate generation ${why.generation} and ${framework.name}`),
    components: [
      ...sites.map(({ id, name, platform, country }) => ({
        uuid: componentUuid(id),
        type: 'system',
        title: markup(name ?? id),
        description: markup(
          `Site ${id}: ${platform}${country === null ? '; its country is not stated' : ` in ${country}`}.`,
        ),
        props: [
          prop('site-id', id),
          prop('platform', platform),
          ...(country === null ? [] : [prop('country', country)]),
        ],
        ...list('control-implementations', implementationsOf(input, id, described)),
      })),
      ...FEEDS.map((feed) => ({
        uuid: toolUuid(feed),
        type: 'validation',
        title: toolTitle(feed),
        description: markup(`Gives evidence under the name "${feed}".`),
        props: [prop('feed', feed)],
      })),
    ],
    'back-matter': { resources: [frameworkResourceOf(input), whyResourceOf(input)] },
  });
}

interface Described {
  readonly row: ControlRow;
  readonly text: string;
}

function implementationsOf(
  { framework }: OscalInput,
  siteId: string,
  described: readonly Described[],
): readonly Json[] {
  if (described.length === 0) return [];
  return [
    {
      uuid: uuidOf('implementation', framework.id, siteId),
      source: catalogOf(framework.id) ?? `#${frameworkResource(framework.id)}`,
      description: markup(`What gives evidence for ${framework.name} at ${siteId}, and what it showed.`),
      'implemented-requirements': described.map(({ row, text }) => {
        const cell = row.cells.find(({ column }) => column === siteId);
        return {
          uuid: uuidOf('implemented', framework.id, row.control, siteId),
          'control-id': oscalControlId(framework.id, row.control),
          description: markup(`${text} Here: ${stateText(cell)}.`),
          props: [
            prop('state', cell?.state ?? 'unknown'),
            prop('control', row.control),
            ...row.checks.map(({ id, confidence }) => prop('check', id, `Mapping: ${confidence}`)),
            ...(cell?.feeds ?? []).map(({ feed, evidence }) => prop('feed', feed, `${evidence} pieces of evidence`)),
          ],
        };
      }),
    },
  ];
}

const stateText = (cell: ControlCell | undefined): string =>
  cell === undefined
    ? 'unknown, no evidence'
    : `${cell.state}, by ${cell.feeds.map(({ feed }) => feed).join(', ') || 'nobody'}`;

function answeredBy({ book, framework }: OscalInput, { control }: ControlRow): string {
  const answers = answersFor(book, framework.id, control);
  if (answers.length === 0) return 'Only feeds that name the control themselves speak to it.';
  return `${answers
    .map(({ title, rules }) => {
      const by = rules.map(({ feed, rule }) => `${feed} ${rule}`).join(', ');
      return by === '' ? `${title}: nothing answers it yet` : `${title}: ${by}`;
    })
    .join('; ')}.`;
}
