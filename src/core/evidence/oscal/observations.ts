/** Observations: what was said of a control, by whom, when, of whom, and on which values it rests. */

import type { OscalInput } from './input.ts';
import { instant, markup, prop } from './oscal-text.ts';
import type { Json } from './oscal-text.ts';
import { importResource, whyResource } from './resources.ts';
import { placeText } from './statements.ts';
import type { Said } from './statements.ts';
import { subjectsOf } from './subjects.ts';
import { methodOf, originOf } from './tools.ts';
import { uuidOf } from './uuid.ts';

/** Of one check: another check observes anew. */
export const observationUuid = ({ why }: OscalInput, { key }: Said): string => uuidOf('observation', why.id, key);

export function observationOf(input: OscalInput, said: Said): Json {
  const { observedAt, stale, detail, waiver } = said;
  const remarks = [
    ...(observedAt === null ? ['The feed does not say when it looked: the date is that of the check.'] : []),
    ...(stale ? ['Too old to show that something is well.'] : []),
    ...(detail === undefined ? [] : [detail]),
  ];
  return {
    uuid: observationUuid(input, said),
    title: markup(said.title),
    description: markup(`${said.title}: ${said.state} at ${placeText(said.siteId)}, by ${said.rule}.`),
    props: [
      prop('state', said.state),
      prop('said', said.said),
      prop('feed', said.feed),
      prop('rule', said.rule),
      ...(said.pack === undefined ? [] : [prop('pack', said.pack)]),
      ...(said.reference === undefined ? [] : [prop('reference', said.reference)]),
      ...(said.level === undefined ? [] : [prop('level', said.level)]),
      ...(said.confidence === undefined
        ? []
        : [
            prop(
              'confidence',
              said.confidence,
              said.confidence === 'own' ? 'Nobody has verified the reading it rests on.' : '',
            ),
          ]),
      ...(said.profile === undefined ? [] : [prop('profile', said.profile)]),
      ...(waiver === undefined ? [] : [prop('waiver', waiver)]),
    ],
    methods: [methodOf(said.feed)],
    types: ['control-objective'],
    origins: [originOf(said.feed)],
    subjects: subjectsOf(said),
    'relevant-evidence': evidenceOf(input, said),
    collected: instant(observedAt ?? input.why.createdAt),
    ...(remarks.length > 0 && { remarks: markup(remarks.join(' ')) }),
  };
}

function evidenceOf({ why, imports }: OscalInput, { evidence, importId, feed }: Said): readonly Json[] {
  if (importId !== undefined) {
    const file = imports.find(({ id }) => id === importId);
    return [
      {
        href: `#${importResource(importId)}`,
        description: markup(`${file?.fileName ?? importId}, as it was brought in`),
      },
    ];
  }
  const href = `#${whyResource(why.id)}`;
  if (evidence.length === 0)
    return [
      {
        href,
        description:
          feed === 'policy' ? 'No value was there to look at.' : 'Facts of the inventory, of that generation.',
      },
    ];
  return evidence.map(({ text, from }) => ({
    href,
    description: markup(text),
    ...(from !== undefined && { remarks: markup(from) }),
  }));
}
