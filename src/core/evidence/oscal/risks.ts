/** Risks: what is violated and open, and what somebody accepted for a while, with who, why and until when. */

import { compareKeys } from '../../plan/order.ts';
import type { OscalInput, OscalWaiver } from './input.ts';
import { observationUuid } from './observations.ts';
import { instant, list, markup, NS, oneLine, prop } from './oscal-text.ts';
import type { Json } from './oscal-text.ts';
import { placeText } from './statements.ts';
import type { Said } from './statements.ts';
import { originOf } from './tools.ts';
import { uuidOf } from './uuid.ts';

/** One rule at one site, or a part of it, open or under one waiver: the same from check to check. */
export interface Risk {
  readonly uuid: string;
  readonly controls: ReadonlySet<string>;
  readonly document: Json;
}

export function risksOf(input: OscalInput, statements: readonly Said[]): readonly Risk[] {
  const open = statements.filter(({ state }) => state === 'violated' || state === 'waived');
  const groups = Map.groupBy(open, ({ feed, rule, siteId, part, waiver }) =>
    JSON.stringify([feed, rule, siteId, part ?? '', waiver ?? '']),
  );
  return [...groups]
    .sort(([a], [b]) => compareKeys([a], [b]))
    .flatMap(([key, said]) => {
      const [first] = said;
      return first === undefined ? [] : [riskOf(input, key, first, said)];
    });
}

function riskOf(input: OscalInput, key: string, first: Said, said: readonly Said[]): Risk {
  const uuid = uuidOf('risk', key);
  const waiver = input.waivers.find(({ id }) => id === first.waiver);
  const waived = first.state === 'waived';
  const concerned = said.reduce((sum, { affected }) => sum + affected, 0);
  const title = `Not met at ${placeText(first.siteId)}: ${first.title}`;
  return {
    uuid,
    controls: new Set(said.flatMap(({ controls }) => controls)),
    document: {
      uuid,
      title: markup(title),
      description: markup(
        `${first.rule} is ${said.some((each) => each.said === 'unknown') ? 'undecided' : 'violated'} for ${concerned} workloads.`,
      ),
      statement: markup(first.reference === undefined ? title : `${title} (${first.reference})`),
      props: [prop('rule', first.rule), prop('workloads', concerned), prop('state', first.state)],
      status: waived ? 'deviation-approved' : 'open',
      origins: [originOf(first.feed)],
      characterizations: [{ origin: originOf(first.feed), facets: facetsOf(first, waiver) }],
      ...(waiver !== undefined && { deadline: endOf(waiver) }),
      ...list(
        'remediations',
        first.remedy === undefined
          ? []
          : [
              {
                uuid: uuidOf('remedy', key),
                lifecycle: 'recommendation',
                title: 'What to do',
                description: markup(first.remedy),
              },
            ],
      ),
      ...(waiver !== undefined && { 'risk-log': { entries: logOf(waiver) } }),
      'related-observations': said.map((each) => ({ 'observation-uuid': observationUuid(input, each) })),
    },
  };
}

/** The whole of the last day counts. */
const endOf = ({ expiresOn }: OscalWaiver): string => `${expiresOn}T23:59:59Z`;

const facet = (name: string, value: string, remarks?: string): Json => ({
  name,
  system: NS,
  value: oneLine(value),
  ...(remarks !== undefined && { remarks: markup(remarks) }),
});

const facetsOf = (said: Said, waiver: OscalWaiver | undefined): readonly Json[] => [
  facet('level', said.level ?? 'not stated'),
  ...(waiver === undefined
    ? []
    : [
        facet('waiver', waiver.id, waiver.reason),
        facet('waiver-owner', waiver.owner),
        facet('waiver-approved-by', waiver.approvedBy ?? 'nobody'),
        facet('waiver-expires', waiver.expiresOn),
      ]),
];

function logOf(waiver: OscalWaiver): readonly Json[] {
  const { id, requestedBy, requestedAt, approvedBy, approvedAt, reason } = waiver;
  return [
    {
      uuid: uuidOf('waiver-requested', id),
      title: markup(`Waiver ${id} was asked for by ${requestedBy}`),
      description: markup(reason),
      start: instant(requestedAt),
      'status-change': 'deviation-requested',
    },
    ...(approvedAt === null
      ? []
      : [
          {
            uuid: uuidOf('waiver-approved', id),
            title: markup(`Waiver ${id} was approved by ${approvedBy ?? 'somebody'}`),
            start: instant(approvedAt),
            end: endOf(waiver),
            'status-change': 'deviation-approved',
          },
        ]),
  ];
}
